package junretsu.web;

import java.util.function.Function;
import junretsu.text.JsonWriter;
import org.eclipse.jetty.http.HttpStatus;

/** The form in which an error is answered; the first segment of its path decides. */
public enum ErrorForm {
    /** The sentence as a line of text, for people. */
    TEXT("text/plain; charset=utf-8", problem -> problem.detail() + "\n"),

    /** A problem in JSON, for programs (RFC 9457). */
    PROBLEM("application/problem+json", ErrorForm::problem),

    /** The sentence as the one member of an object, {@code {"error":"…"}}, for programs that know only this. */
    ERROR_MEMBER("application/json; charset=utf-8", ErrorForm::errorMember);

    private final String type;
    private final Function<Problem, String> body;

    ErrorForm(String type, Function<Problem, String> body) {
        this.type = type;
        this.body = body;
    }

    /** The value of the header Content-Type. */
    String type() {
        return type;
    }

    String body(Problem problem) {
        return body.apply(problem);
    }

    private static String problem(Problem problem) {
        JsonWriter json = new JsonWriter().beginObject();
        json.field("type", "about:blank").field("title", HttpStatus.getMessage(problem.status()));
        json.field("status", problem.status()).field("detail", problem.detail());
        if (problem.field() != null) {
            json.field("field", problem.field());
        }
        return json.endObject().toString();
    }

    private static String errorMember(Problem problem) {
        return new JsonWriter()
                .beginObject()
                .field("error", problem.detail())
                .endObject()
                .toString();
    }
}
