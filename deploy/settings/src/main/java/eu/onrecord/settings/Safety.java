package eu.onrecord.settings;

import java.util.ArrayList;
import java.util.List;

/** Whether the settings are safe to run with, and if not, whether somebody took that upon themselves. */
public final class Safety {
    /** The one setting that lets a service start although something is demanded of it in vain. */
    public static final String OVERRIDE = "onrecord.safety.allow-unsafe";

    private final List<Demand> demands;
    private final boolean unsafeAllowed;

    /**
     * @param demands what is demanded
     * @param unsafeAllowed what {@link #OVERRIDE} says
     */
    public Safety(List<Demand> demands, boolean unsafeAllowed) {
        this.demands = List.copyOf(demands);
        this.unsafeAllowed = unsafeAllowed;
    }

    /** Every sentence about a setting that is not safe. */
    public List<String> unsafe() {
        return demands.stream().flatMap(demand -> demand.unmet().stream()).toList();
    }

    /** Of these what would refuse the start, and does not because somebody says so. */
    public List<String> overridden() {
        return unsafeAllowed ? demands.stream().filter(Demand::refuses).flatMap(demand -> demand.unmet().stream()).toList()
                : List.of();
    }

    /** The list to print at start, a line for each demand and each setting that does not meet it. */
    public List<String> list() {
        var lines = new ArrayList<String>();
        for (var demand : demands) {
            lines.add((demand.isMet() ? "[x] " : "[ ] ") + demand.what());
            demand.unmet().forEach(sentence -> lines.add("    " + sentence));
        }
        return lines;
    }

    /** Whether the service may start. */
    public boolean mayStart() {
        return unsafeAllowed || demands.stream().noneMatch(demand -> demand.refuses() && !demand.isMet());
    }

    /** Why it may not, and the way out. */
    public String refusal() {
        return "These settings are not safe, and the service does not start with them:\n  "
                + String.join("\n  ", unsafe()) + "\nWhere nothing is at stake, " + OVERRIDE + "=true starts it all the same.";
    }
}
