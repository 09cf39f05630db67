package eu.onrecord.local.nativeimage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What the project's classes ask of the machine while they are initialised: its clock, its environment, its random numbers.
 * In the executable that is the machine it was built on, for ever. A number that was asked for is seen in no value, so the code
 * is followed.
 */
public final class BuildMachine {
    private static final String ANY = "*";
    private static final Map<String, Set<String>> QUESTIONS = Map.ofEntries(
            Map.entry("java/lang/System", Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty", "getProperties",
                    "console", "lineSeparator", "identityHashCode")),
            Map.entry("java/lang/Runtime", Set.of("availableProcessors", "maxMemory", "totalMemory", "freeMemory", "exec",
                    "addShutdownHook", "version")),
            Map.entry("java/lang/Integer", Set.of("getInteger")), Map.entry("java/lang/Long", Set.of("getLong")),
            Map.entry("java/lang/Boolean", Set.of("getBoolean")),
            Map.entry("java/lang/Math", Set.of("random")), Map.entry("java/lang/Thread", Set.of(ANY)),
            Map.entry("java/lang/ProcessHandle", Set.of(ANY)), Map.entry("java/lang/ProcessBuilder", Set.of(ANY)),
            Map.entry("java/time/Instant", Set.of("now")), Map.entry("java/time/LocalDate", Set.of("now")),
            Map.entry("java/time/LocalDateTime", Set.of("now")), Map.entry("java/time/ZonedDateTime", Set.of("now")),
            Map.entry("java/time/OffsetDateTime", Set.of("now")), Map.entry("java/time/LocalTime", Set.of("now")),
            Map.entry("java/time/Year", Set.of("now")), Map.entry("java/time/YearMonth", Set.of("now")),
            Map.entry("java/time/ZoneId", Set.of("systemDefault")), Map.entry("java/time/Clock", Set.of(ANY)),
            Map.entry("java/util/TimeZone", Set.of("getDefault")), Map.entry("java/util/Locale", Set.of("getDefault")),
            Map.entry("java/nio/charset/Charset", Set.of("defaultCharset")),
            Map.entry("java/util/UUID", Set.of("randomUUID")), Map.entry("java/util/Random", Set.of(ANY)),
            Map.entry("java/util/SplittableRandom", Set.of(ANY)), Map.entry("java/security/SecureRandom", Set.of(ANY)),
            Map.entry("java/util/concurrent/ThreadLocalRandom", Set.of(ANY)),
            Map.entry("java/util/concurrent/Executors", Set.of(ANY)),
            Map.entry("java/util/concurrent/ForkJoinPool", Set.of(ANY)),
            Map.entry("java/util/Date", Set.of("<init>")), Map.entry("java/util/Timer", Set.of(ANY)),
            Map.entry("java/net/InetAddress", Set.of(ANY)), Map.entry("java/net/NetworkInterface", Set.of(ANY)),
            Map.entry("java/nio/file/Files", Set.of(ANY)), Map.entry("java/io/File", Set.of(ANY)),
            Map.entry("java/io/FileInputStream", Set.of(ANY)), Map.entry("java/net/Socket", Set.of(ANY)),
            Map.entry("java/net/ServerSocket", Set.of(ANY)), Map.entry("java/lang/management/ManagementFactory", Set.of(ANY)),
            Map.entry("org/eclipse/microprofile/config/ConfigProvider", Set.of(ANY)),
            Map.entry("io/quarkus/arc/Arc", Set.of(ANY)), Map.entry("jakarta/enterprise/inject/spi/CDI", Set.of(ANY)),
            Map.entry("io/vertx/core/Vertx", Set.of(ANY)), Map.entry("java/util/Calendar", Set.of("getInstance")),
            Map.entry("java/nio/file/Path", Set.of("toAbsolutePath", "toRealPath")),
            Map.entry("java/time/MonthDay", Set.of("now")), Map.entry("java/time/OffsetTime", Set.of("now")),
            Map.entry("java/util/Collections", Set.of("shuffle")), Map.entry("java/util/random/RandomGenerator", Set.of(ANY)),
            Map.entry("java/text/NumberFormat", Set.of("getInstance")), Map.entry("java/lang/Object", Set.of("hashCode")),
            Map.entry("javax/crypto/KeyGenerator", Set.of(ANY)), Map.entry("java/security/KeyPairGenerator", Set.of(ANY)),
            Map.entry("java/security/KeyStore", Set.of(ANY)), Map.entry("javax/net/ssl/SSLContext", Set.of(ANY)),
            Map.entry("io/micrometer/core/instrument/Metrics", Set.of(ANY)),
            Map.entry("io/opentelemetry/api/GlobalOpenTelemetry", Set.of(ANY)),
            Map.entry("io/quarkus/runtime/LaunchMode", Set.of("current")),
            Map.entry("org/apache/kafka/common/Uuid", Set.of("randomUuid")),
            Map.entry("org/jboss/logging/Logger", Set.of("isDebugEnabled", "isTraceEnabled", "isInfoEnabled", "isEnabled")));
    /** Given a function, these keep it and do not call it. */
    private static final Set<String> KEEPERS = Set.of("java/lang/ThreadLocal.withInitial", "java/util/Map.of",
            "java/util/Map.entry",
            "java/util/List.of", "java/util/Set.of", "java/util/Optional.of",
            "java/util/concurrent/atomic/AtomicReference.<init>",
            "java/util/List.add", "java/util/Map.put", "java/util/Comparator.comparing", "java/util/Map.ofEntries");
    /** Whoever calls these runs the function that was kept. */
    private static final Set<String> RUNS = Set.of("get", "getAsLong", "getAsInt", "getAsDouble", "getAsBoolean", "apply",
            "call", "run",
            "accept", "test", "applyAsLong", "applyAsInt");

    private final ClassPath classPath;

    /** @param classPath everything that the executable is made of */
    public BuildMachine(ClassPath classPath) {
        this.classPath = classPath;
    }

    private record Place(ClassNode type, MethodNode method) {
    }

    /** What is asked, each with the class whose initialisation asks it. */
    public Collection<String> asked() {
        var asked = new TreeSet<String>();
        for (var type : classPath.own()) {
            type.methods.stream().filter(method -> method.name.equals("<clinit>"))
                    .forEach(method -> follow(new Place(type, method), asked));
        }
        return asked;
    }

    private void follow(Place initialisation, Set<String> asked) {
        var seen = new HashSet<String>();
        var toLookAt = new ArrayDeque<Place>();
        toLookAt.add(initialisation);
        while (!toLookAt.isEmpty()) {
            var place = toLookAt.remove();
            if (!seen.add(place.type().name + "." + place.method().name + place.method().desc)) {
                continue;
            }
            var runs = runsWhatIsKept(place.method());
            for (var instruction : place.method().instructions) {
                called(instruction, runs).ifPresent(call -> {
                    if (isQuestion(call)) {
                        asked.add(initialisation.type().name + " asks " + call.getOwner() + "." + call.getName());
                    } else {
                        toLookAt.addAll(own(call));
                    }
                });
            }
        }
    }

    private static boolean runsWhatIsKept(MethodNode method) {
        for (var instruction : method.instructions) {
            if (instruction instanceof MethodInsnNode call && RUNS.contains(call.name)
                    && (call.owner.startsWith("java/util/function/") || call.owner.equals("java/lang/ThreadLocal")
                            || call.owner.equals("java/util/concurrent/Callable") || call.owner.equals("java/lang/Runnable"))) {
                return true;
            }
        }
        return false;
    }

    private Optional<Handle> called(AbstractInsnNode instruction, boolean runsWhatIsKept) {
        if (instruction instanceof MethodInsnNode call) {
            return Optional.of(new Handle(Opcodes.H_INVOKEVIRTUAL, call.owner, call.name, call.desc, call.itf));
        }
        if (instruction instanceof InvokeDynamicInsnNode lambda && (runsWhatIsKept || isRunAtOnce(lambda))) {
            for (var argument : lambda.bsmArgs) {
                if (argument instanceof Handle body) {
                    return Optional.of(body);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * What is kept is run later; what is given to somebody may be run now, by the JDK or by code of ours that runs what it is
     * given.
     */
    private boolean isRunAtOnce(InvokeDynamicInsnNode lambda) {
        for (var next = lambda.getNext(); next != null; next = next.getNext()) {
            if (next instanceof MethodInsnNode call) {
                return call.owner.startsWith("eu/onrecord/")
                        ? own(new Handle(Opcodes.H_INVOKEVIRTUAL, call.owner, call.name, call.desc, call.itf)).stream()
                                .anyMatch(place -> runsWhatIsKept(place.method()))
                        : !KEEPERS.contains(call.owner + "." + call.name);
            }
            if (next.getOpcode() == Opcodes.PUTSTATIC || next.getOpcode() == Opcodes.PUTFIELD) {
                return false;
            }
        }
        return false;
    }

    private static boolean isQuestion(Handle call) {
        var questions = QUESTIONS.getOrDefault(call.getOwner(), Set.of());
        return questions.contains(ANY) || questions.contains(call.getName());
    }

    /** The methods of ours that a call can reach: that of the type, those above it, and those of the types below it. */
    private List<Place> own(Handle call) {
        if (!call.getOwner().startsWith("eu/onrecord/")) {
            return List.of();
        }
        var places = new ArrayList<Place>();
        for (var at = classPath.find(call.getOwner()); at.isPresent(); at = Optional.ofNullable(at.get().superName)
                .filter(above -> above.startsWith("eu/onrecord/")).flatMap(classPath::find)) {
            place(at.get(), call).ifPresent(places::add);
            at.get().interfaces.stream().flatMap(above -> classPath.find(above).stream())
                    .forEach(above -> place(above, call).ifPresent(places::add));
        }
        if (!call.getName().equals("<init>")) {
            classPath.ownBelow(call.getOwner()).forEach(below -> place(below, call).ifPresent(places::add));
        }
        return places;
    }

    private static Optional<Place> place(ClassNode type, Handle call) {
        return type.methods.stream()
                .filter(method -> method.name.equals(call.getName()) && method.desc.equals(call.getDesc())).findFirst()
                .map(method -> new Place(type, method));
    }
}
