package io.braid.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The declared settings as Markdown: a table for the document, and one for each mapping in it. */
final class SettingsTable {

    private final StringBuilder text = new StringBuilder();

    private SettingsTable() {}

    /** All tables. */
    static String markdown() {
        SettingsTable table = new SettingsTable();
        List<Setting<?>> document = new ArrayList<>(Settings.Root.SECTION.settings());
        document.addAll(RegistryKeys.ALL);
        table.section("The document", document);
        Settings.Root.SECTION.settings().forEach(table::nested);
        return table.text.toString();
    }

    private void nested(Setting<?> setting) {
        if (setting.kind() instanceof Section section) {
            section("`" + setting.name() + "`", section.settings());
        } else if (setting.kind() instanceof ListKind<?> list && list.item() instanceof Variants variants) {
            variants("`" + setting.name() + "[]`", variants);
        }
    }

    private void section(String title, List<Setting<?>> settings) {
        heading(title, "| key | value | default | meaning |\n|---|---|---|---|\n");
        settings.forEach(setting -> row("`" + setting.name() + "`", setting));
    }

    private void variants(String title, Variants variants) {
        heading(title, "| key | of type | value | default | meaning |\n|---|---|---|---|---|\n");
        variants.common().forEach(setting -> row("`" + setting.name() + "` | every", setting));
        for (Map.Entry<String, Section> type : variants.sections().entrySet()) {
            Set<Setting<?>> own = new LinkedHashSet<>(type.getValue().settings());
            own.removeAll(variants.common());
            own.forEach(setting -> row("`" + setting.name() + "` | " + type.getKey(), setting));
        }
    }

    private void heading(String title, String columns) {
        text.append("\n### ").append(title).append("\n\n").append(columns);
    }

    private void row(String first, Setting<?> setting) {
        text.append("| ")
                .append(String.join(" | ", first, value(setting), setting.absent(), setting.sentence()))
                .append(" |\n");
    }

    private static String value(Setting<?> setting) {
        if (setting.kind() instanceof Section) {
            return "a mapping, see below";
        }
        if (setting.kind() instanceof ListKind<?> list && list.item() instanceof Variants) {
            return list.expectation() + ", see below";
        }
        return setting.kind().expectation();
    }
}
