package junretsu.users.password;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import junretsu.users.account.Credential;

/** A credential to be made of a password. */
final class NewCredential implements HashTask {
    private final byte[] password;
    private final HashCost cost;
    private final byte[] salt;
    private final BooleanSupplier wanted;
    private final Consumer<Credential> answer;
    private Credential credential;

    /** @param answer takes null when too many wait */
    NewCredential(byte[] password, HashCost cost, byte[] salt, BooleanSupplier wanted, Consumer<Credential> answer) {
        this.password = password;
        this.cost = cost;
        this.salt = salt;
        this.wanted = wanted;
        this.answer = answer;
    }

    @Override
    public boolean isWanted() {
        return wanted.getAsBoolean();
    }

    @Override
    public boolean hash(PasswordHash hash) {
        credential = hash.credential(password, cost, salt);
        return true;
    }

    @Override
    public void answer() {
        answer.accept(credential);
    }

    @Override
    public void refuse() {
        answer.accept(null);
    }
}
