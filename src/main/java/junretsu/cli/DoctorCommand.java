package junretsu.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import junretsu.config.Flag;
import junretsu.config.Settings;

/** {@code junretsu doctor}: says what would make this machine count faster or safer. It changes nothing. */
final class DoctorCommand implements Command {
    @Override
    public String verb() {
        return "doctor";
    }

    @Override
    public String service() {
        return null;
    }

    @Override
    public String summary() {
        return "says what would make this machine count faster or safer, with the commands";
    }

    @Override
    public List<Flag<?>> flags() {
        return List.of();
    }

    @Override
    public String environmentPrefix() {
        return "JUNRETSU_DOCTOR_";
    }

    @Override
    public List<String> examples() {
        return List.of("doctor");
    }

    @Override
    public int run(Settings settings, Console console) {
        List<Finding> findings = new ArrayList<>(Doctor.look(
                new Machine(Path.of("/")),
                Runtime.version().feature(),
                Runtime.getRuntime().availableProcessors()));
        Engines.leftPrograms().forEach(sentence -> findings.add(Finding.better("kernel", sentence, null)));
        for (Finding finding : findings) {
            console.print(
                    (finding.isWell() ? "  ok      " : "  better  ") + finding.subject() + ": " + finding.sentence());
            if (finding.command() != null) {
                console.print("            # " + finding.command());
            }
        }
        long toDo = findings.stream().filter(finding -> !finding.isWell()).count();
        console.print(toDo == 0 ? "nothing to do" : toDo + " of " + findings.size() + " could be better");
        return ExitCode.DONE;
    }
}
