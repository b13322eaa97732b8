package junretsu.users.verbs;

import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import junretsu.base.Causes;
import junretsu.users.limit.PictureLimits;
import junretsu.users.line.AddedField;
import junretsu.users.line.LineAnswer;
import junretsu.users.line.LineRequest;
import junretsu.users.line.LineUser;
import junretsu.users.verbs.OwnSession.Owner;

/** UPDATE_IMAGE and GET_IMAGE: one's own picture, and anybody's by its hash. */
final class OwnPicture {
    private static final String NONE_TAKEN = "this server takes no pictures";

    private final Pictures pictures;
    private final PictureLimits limits;
    private final OwnSession own;
    private final AccountChange change;

    OwnPicture(VerbParts parts, OwnSession own, AccountChange change) {
        pictures = parts.pictures();
        limits = new PictureLimits(parts.clock());
        this.own = own;
        this.change = change;
    }

    /** The picture of a hash, which needs no token: who knows the hash was shown it. */
    CompletionStage<LineAnswer> find(LineRequest request) {
        if (pictures == null) {
            return AccountChange.rejected(NONE_TAKEN);
        }
        return pictures.find(request.added().text(AddedField.IMAGE))
                .thenCompose(bytes -> bytes == null
                        ? AccountChange.rejected("there is no such picture")
                        : CompletableFuture.completedFuture(LineAnswer.ok(LineUser.NOBODY)
                                .with(AddedField.PICTURE, Base64.getEncoder().encodeToString(bytes))));
    }

    /** Another picture, or none when the request has none. */
    CompletionStage<LineAnswer> change(LineRequest request) {
        String base64 = request.added().text(AddedField.IMAGE);
        return own.answer(request, owner -> {
            if (pictures == null) {
                return AccountChange.rejected(NONE_TAKEN);
            }
            if (base64.isEmpty()) {
                return pictures.release(owner.account())
                        .thenCompose(nothing -> change.make(owner, account -> account.withPicture("")));
            }
            long waitMs = limits.waitMs(owner.account().username());
            if (waitMs > 0) {
                return CompletableFuture.completedFuture(LineAnswer.failed(LineAnswer.TOO_MANY_ATTEMPTS)
                        .with(AddedField.RETRY_AFTER_MS, Long.toString(waitMs)));
            }
            try {
                return keep(owner, Base64.getDecoder().decode(base64));
            } catch (IllegalArgumentException e) {
                return AccountChange.rejected("a picture comes in base64");
            }
        });
    }

    private CompletionStage<LineAnswer> keep(Owner owner, byte[] picture) {
        return pictures.keep(owner.account(), picture)
                .handle((hash, failure) ->
                        failure == null ? change.make(owner, account -> account.withPicture(hash)) : rejected(failure))
                .thenCompose(answer -> answer);
    }

    private static CompletionStage<LineAnswer> rejected(Throwable failure) {
        Throwable cause = Causes.of(failure);
        return cause instanceof IllegalArgumentException
                ? AccountChange.rejected(cause.getMessage())
                : CompletableFuture.failedFuture(cause);
    }
}
