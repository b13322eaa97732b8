package junretsu.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import junretsu.config.Settings;

/** What a user set by flags. */
public final class FlagSettings {
    private FlagSettings() {}

    /** As typed, without dashes, as in {@code "rate", "5k"}. */
    public static Settings of(String... namesAndValues) {
        Map<String, Settings.Setting> settings = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put(namesAndValues[i], new Settings.Setting(List.of(namesAndValues[i + 1]), "flag"));
        }
        return new Settings(settings);
    }
}
