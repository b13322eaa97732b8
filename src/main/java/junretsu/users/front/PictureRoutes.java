package junretsu.users.front;

import static junretsu.web.Endpoint.later;

import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import junretsu.base.Causes;
import junretsu.base.Clock;
import junretsu.users.limit.PictureLimits;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineFields;
import junretsu.users.line.LineUser;
import junretsu.users.line.Verb;
import junretsu.users.picture.PictureMaker;
import junretsu.users.picture.RejectedPicture;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;

/**
 * The picture of the one who asks. A file is decoded here and not where the accounts are, and only once its sender is
 * known to have a session. Any thread may call.
 */
final class PictureRoutes {
    private final FrontCalls calls;
    private final PictureMaker maker;
    private final PictureLimits limits;

    PictureRoutes(FrontCalls calls, PictureMaker maker, Clock clock) {
        this.calls = calls;
        this.maker = maker;
        limits = new PictureLimits(clock);
    }

    Route[] routes() {
        return new Route[] {
            Route.of("PUT", "/api/me/picture", "Changes the picture to a JPEG, PNG or GIF file", later(this::change))
                    .bodyMax(PictureMaker.BYTES_MAX)
                    .guard(PictureRoutes::refusal),
            Route.of("DELETE", "/api/me/picture", "Takes the picture away", later(this::remove))
        };
    }

    /** Nothing of a long body is read from one who cannot have a session. */
    private static Response refusal(Request request) {
        String type = request.header("Content-Type");
        if (type == null || !type.startsWith("image/")) {
            return Response.problem(415, "a picture is taken here; the header Content-Type says so, as in image/jpeg");
        }
        return BrowserCookie.SESSION.of(request).isEmpty() ? Refusals.noSession() : null;
    }

    private CompletionStage<Response> change(Request request) {
        byte[] file = Arrays.copyOf(request.body().array(), request.body().length());
        return calls.ownAnswer(request, Verb.VALIDATE, LineUser.NOBODY, LineFields.NONE)
                .thenCompose(known -> known.success()
                        ? change(request, known.user().username(), file)
                        : CompletableFuture.completedFuture(FrontCalls.ownRefusal(request, Verb.VALIDATE, known)));
    }

    private CompletionStage<Response> change(Request request, String username, byte[] file) {
        long waitMs = limits.waitMs(username);
        if (waitMs > 0) {
            return CompletableFuture.completedFuture(Refusals.of(
                    Verb.UPDATE_IMAGE,
                    LineAnswer.failed(LineAnswer.TOO_MANY_ATTEMPTS)
                            .with(AddedField.RETRY_AFTER_MS, Long.toString(waitMs))));
        }
        return maker.make(file)
                .thenCompose(made -> update(request, Base64.getEncoder().encodeToString(made)))
                .exceptionally(PictureRoutes::refusal);
    }

    private CompletionStage<Response> remove(Request request) {
        return update(request, "");
    }

    private CompletionStage<Response> update(Request request, String base64) {
        LineFields picture = LineFields.NONE.with(AddedField.IMAGE, base64);
        return calls.askOwn(request, Verb.UPDATE_IMAGE, LineUser.NOBODY, picture, ProfileRoutes::profile);
    }

    private static Response refusal(Throwable failure) {
        Throwable cause = Causes.of(failure);
        if (cause instanceof RejectedPicture) {
            return Response.problem(400, "picture", cause.getMessage());
        }
        if (cause instanceof RejectedExecutionException) {
            return Refusals.of(Verb.UPDATE_IMAGE, LineAnswer.failed(LineAnswer.BUSY));
        }
        throw new CompletionException(cause);
    }
}
