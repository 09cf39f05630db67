package eu.onrecord.archive.console;

import java.util.List;
import java.util.Set;

/** What somebody may, by what their token says. */
public record AccessView(List<String> roles, List<String> legalEntities) {
    private static final Set<String> READING = Set.of("compliance-officer", "privacy-officer", "auditor");

    /** Whether they can read anything. */
    public boolean isNothing() {
        return roles.stream().noneMatch(READING::contains) || legalEntities.isEmpty();
    }
}
