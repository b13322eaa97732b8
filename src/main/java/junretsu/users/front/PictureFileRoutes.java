package junretsu.users.front;

import static junretsu.web.Endpoint.later;

import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineFields;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.line.Verb;
import junretsu.users.picture.PictureCache;
import junretsu.users.picture.PictureMaker;
import junretsu.web.Request;
import junretsu.web.Response;
import junretsu.web.Route;

/**
 * The pictures of all users, by their hash: {@code /pictures/<hash>.jpg}, and 96 pixels wide
 * {@code /pictures/<hash>-96.jpg}, which is made here of the other. A path never shows anything else, so browsers need
 * not ask again. Any thread may call.
 */
final class PictureFileRoutes {
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})(-96)?\\.jpg");
    private static final String TYPE = "image/jpeg";

    private final FrontCalls calls;
    private final PictureMaker maker;
    private final PictureCache cache = new PictureCache();

    PictureFileRoutes(FrontCalls calls, PictureMaker maker) {
        this.calls = calls;
        this.maker = maker;
    }

    Route[] routes() {
        return new Route[] {
            Route.get("/pictures/{file}", "A user's picture, by its hash", later(this::show))
                    .returns(TYPE)
        };
    }

    private CompletionStage<Response> show(Request request) {
        String file = request.parameter("file");
        Matcher name = NAME.matcher(file);
        if (!name.matches()) {
            return CompletableFuture.completedFuture(missing());
        }
        byte[] known = cache.get(file);
        if (known != null) {
            return CompletableFuture.completedFuture(picture(file, known));
        }
        LineFields hash = LineFields.NONE.with(AddedField.IMAGE, name.group(1));
        return calls.answer(request, new LineRequest(Verb.GET_IMAGE, LineUser.NOBODY, hash))
                .thenCompose(answer -> made(answer, name.group(2) != null))
                .thenApply(made -> made.bytes == null ? made.refusal : kept(file, made.bytes));
    }

    /** The bytes, or the reason why there are none. */
    private record Made(byte[] bytes, Response refusal) {}

    private CompletionStage<Made> made(LineAnswer answer, boolean isSmall) {
        if (!answer.success()) {
            boolean isMissing = answer.err().equals(LineAnswer.ERROR);
            Response refusal = isMissing ? missing() : Refusals.of(Verb.GET_IMAGE, answer);
            return CompletableFuture.completedFuture(new Made(null, refusal));
        }
        byte[] bytes = Base64.getDecoder().decode(answer.added().text(AddedField.PICTURE));
        return isSmall
                ? maker.makeSmall(bytes)
                        .handle((small, failure) -> failure == null
                                ? new Made(small, null)
                                : new Made(null, Refusals.of(Verb.GET_IMAGE, LineAnswer.failed(LineAnswer.BUSY))))
                : CompletableFuture.completedFuture(new Made(bytes, null));
    }

    private Response kept(String file, byte[] bytes) {
        cache.put(file, bytes);
        return picture(file, bytes);
    }

    private static Response picture(String file, byte[] bytes) {
        return Response.of(200, TYPE, bytes)
                .etag(file)
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox");
    }

    private static Response missing() {
        return Response.problem(404, "there is no such picture");
    }
}
