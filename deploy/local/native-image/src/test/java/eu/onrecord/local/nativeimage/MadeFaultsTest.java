package eu.onrecord.local.nativeimage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.crypto.KeyGenerator;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Each fault that the looks at the services are for, made on purpose, is found; and what is none is left alone. */
class MadeFaultsTest {

    // What may not be kept

    enum BufferInAConstant {
        ONE(ByteBuffer.allocate(1));

        final ByteBuffer buffer;

        BufferInAConstant(ByteBuffer buffer) {
            this.buffer = buffer;
        }
    }

    static final class RandomInAStatic {
        static final Random RANDOM = new SecureRandom();
    }

    static final class ClockInARecord {
        record Watch(Clock clock) {
        }

        static final List<Watch> WATCHES = List.of(new Watch(Clock.systemUTC()));
    }

    static final class ThreadInAMap {
        static final Map<String, Optional<Thread>> BY_NAME = Map.of("one", Optional.of(new Thread()));
    }

    static final class PoolInAnArray {
        static final Executor[] POOLS = { ForkJoinPool.commonPool() };
    }

    static final class BufferInALambda {
        static final Supplier<Object> BUFFER = of(ByteBuffer.allocate(1));

        private static Supplier<Object> of(ByteBuffer buffer) {
            return () -> buffer;
        }
    }

    static final class DigestInAnEntry {
        static final Map.Entry<String, MessageDigest> DIGEST = Map.entry("sha256", sha256());

        static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    static final class BufferInAReference {
        static final SoftReference<ByteBuffer> BUFFER = new SoftReference<>(ByteBuffer.allocateDirect(1));
    }

    static final class BufferInAnOwnList {
        static final class Ring extends ArrayList<String> {
            private static final long serialVersionUID = 1;
            private final transient ByteBuffer buffer = ByteBuffer.allocateDirect(10);

            int room() {
                return buffer.remaining();
            }
        }

        static final Ring RING = new Ring();
    }

    static final class DigestInAComposedFunction {
        static final Function<byte[], byte[]> HASH = hash(DigestInAnEntry.sha256());

        private static Function<byte[], byte[]> hash(MessageDigest digest) {
            return Function.<byte[]> identity().andThen(digest::digest);
        }
    }

    static final class TimeOfABuild {
        static final Instant STARTED = Instant.now();
    }

    static final class Harmless {
        static final Pattern PATTERN = Pattern.compile("a*");
        static final Instant OFFICIAL = Instant.parse("2009-01-01T00:00:00Z");
        static final Supplier<Object> LATER = () -> ByteBuffer.allocate(1);
        static final ThreadLocal<Random> EACH = ThreadLocal.withInitial(Random::new);
        static final byte[] BYTES = { 1 };
        static final UUID FIXED = new UUID(1, 2);
        static final Map<String, Supplier<Instant>> BY_NAME = Map.of("now", Instant::now);
        static final InetAddressName LOOPBACK = new InetAddressName("127.0.0.1");

        record InetAddressName(String name) {
        }
    }

    static Stream<Class<?>> keepers() {
        return Stream.of(BufferInAConstant.class, RandomInAStatic.class, ClockInARecord.class, ThreadInAMap.class,
                PoolInAnArray.class, BufferInALambda.class, TimeOfABuild.class, DigestInAnEntry.class, BufferInAReference.class,
                BufferInAnOwnList.class, DigestInAComposedFunction.class);
    }

    @ParameterizedTest
    @MethodSource("keepers")
    void whatBelongsToRunTimeIsFoundWhereverItIsKept(Class<?> keeper) throws IOException {
        assertEquals(1, keptIn(keeper).size(), keptIn(keeper)::toString);
    }

    @Test
    void whatIsTheSameAtAnyTimeMayBeKept() throws IOException {
        assertEquals(Set.of(), keptIn(Harmless.class));
        assertEquals(Set.of(), new BuildMachine(classPath(Harmless.class)).asked());
    }

    // What may not be asked

    static final class AsksTheTicker {
        static final long STARTED = System.nanoTime();
    }

    static final class AsksTheEnvironment {
        static final boolean CONTINUOUS = System.getenv("CI") != null;
    }

    static final class AsksByAMethod {
        static final int PLACES = places();

        private static int places() {
            return Runtime.getRuntime().availableProcessors() * 2;
        }
    }

    static final class AsksInAStream {
        static final List<String> IDS = Stream.of(1, 2).map(any -> UUID.randomUUID().toString()).toList();
    }

    enum AsksInAnEnum {
        ONE;

        private final String zone = java.time.ZoneId.systemDefault().getId();

        @Override
        public String toString() {
            return zone;
        }
    }

    static final class AsksByAnInterface {
        interface Source {
            long now();
        }

        record System1() implements Source {
            @Override
            public long now() {
                return System.nanoTime();
            }
        }

        static final Source SOURCE = new System1();
        static final long STARTED = SOURCE.now();
    }

    static final class AsksByAFunction {
        static final LongSupplier TICKER = System::nanoTime;
        static final long STARTED = TICKER.getAsLong();
    }

    static final class AsksByAHelper {
        static final Object STARTED = once(System::nanoTime);

        private static Object once(Supplier<Object> made) {
            return made.get();
        }
    }

    static final class AsksForAKey {
        static final byte[] KEY = key();

        private static byte[] key() {
            try {
                return KeyGenerator.getInstance("AES").generateKey().getEncoded();
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    static Stream<Class<?>> askers() {
        return Stream.of(AsksTheTicker.class, AsksTheEnvironment.class, AsksByAMethod.class, AsksInAStream.class,
                AsksInAnEnum.class, AsksByAnInterface.class, AsksByAFunction.class, AsksByAHelper.class, AsksForAKey.class);
    }

    @ParameterizedTest
    @MethodSource("askers")
    void whatIsAskedOfTheMachineIsFound(Class<?> asker) throws IOException {
        var classPath = classPath(asker, AsksByAnInterface.Source.class, AsksByAnInterface.System1.class);

        assertFalse(new BuildMachine(classPath).asked().isEmpty());
    }

    // What must be registered

    record Inner(String text) {
    }

    record Outer(List<Inner> inner) {
    }

    @JsonSubTypes({ @JsonSubTypes.Type(Kind.class) })
    sealed interface Kinds permits Kind {
    }

    record Kind(int one) implements Kinds {
    }

    static final class Writer {
        private final ObjectMapper json = new ObjectMapper();

        String write(Outer outer) throws JsonProcessingException {
            return anything(outer);
        }

        private String anything(Object value) throws JsonProcessingException {
            return json.writeValueAsString(value);
        }

        <T> T read(String text, Class<T> type) throws JsonProcessingException {
            return json.readValue(text, type);
        }

        Kind kind(String text) throws JsonProcessingException {
            return read(text, Kind.class);
        }
    }

    @Test
    void aTypeIsFoundThroughTheMethodsThatHandItOnAndAllItConsistsOf() throws IOException {
        var missing = missing(classPath(Writer.class, Outer.class, Inner.class, Kind.class));

        assertEquals(List.of("Inner", "Kind", "Outer"), missing);
    }

    @Test
    void aTypeIsFoundByItsAnnotationsAndItsKinds() throws IOException {
        assertEquals(List.of("Kind", "Kinds"), missing(classPath(Kinds.class, Kind.class)));
    }

    record Page<T>(List<T> items, Object extra) {
    }

    static class Bean {
        private String text;

        public Inner getInner() {
            return new Inner(text);
        }
    }

    /** Each hands an inner value on in a way of its own. */
    static final class Ways {
        private final ObjectMapper json = new ObjectMapper();
        private List<Inner> kept;

        Object answer() {
            return Response.ok(new Inner("")).build();
        }

        Object answerByReference() {
            return Stream.of(new Inner("")).map(Response::ok).toList();
        }

        String list(List<Inner> inner) throws JsonProcessingException {
            return json.writeValueAsString(inner);
        }

        String field() throws JsonProcessingException {
            return json.writeValueAsString(kept);
        }

        String map() throws JsonProcessingException {
            return json.writeValueAsString(Map.of("inner", new Inner("")));
        }

        String array() throws JsonProcessingException {
            return json.writeValueAsString(new Object[] { new Inner("") });
        }

        Object reference() {
            return Stream.of(new Inner("")).map(json::<JsonNode> valueToTree).toList();
        }

        Object constructed() {
            return json.getTypeFactory().constructCollectionType(List.class, Inner.class);
        }

        Object codec(JsonParser parser) throws IOException {
            return parser.getCodec().treeToValue(null, Inner.class);
        }

        void subtypes() {
            json.registerSubtypes(Inner.class);
        }

        Object token(String text) throws JsonProcessingException {
            return json.readValue(text, token());
        }

        /** It has this object in it, which is not read. */
        TypeReference<List<Inner>> token() {
            return new TypeReference<List<Inner>>() {
            };
        }

        String inAnything(Page<Inner> page) throws JsonProcessingException {
            return json.writeValueAsString(page);
        }

        String bean(Bean bean) throws JsonProcessingException {
            return json.writeValueAsString(bean);
        }
    }

    static List<String> ways() {
        return List.of("answer", "answerByReference", "list", "field", "map", "array", "reference", "constructed", "codec",
                "subtypes", "token",
                "inAnything", "bean");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void inWhateverWayATypeIsHandedOverItIsFound(String way) throws IOException {
        var classPath = classPath(Ways.class, Inner.class, Page.class, Bean.class, new Ways().token().getClass());
        classPath.find(name(Ways.class)).orElseThrow().methods
                .removeIf(method -> !method.name.equals(way) && !method.name.equals("<init>"));

        var missing = missing(classPath);

        assertTrue(missing.contains("Inner"), missing::toString);
        assertFalse(missing.contains("Ways"), missing::toString);
    }

    @Test
    void whatIsGivenForAPartThatMayBeAnythingIsFoundWhereItIsGiven() throws IOException {
        var classPath = classPath(Maker.class, Page.class, Inner.class, Kind.class);

        assertEquals(List.of("Kind", "Page"), missing(classPath));
    }

    static final class Maker {
        String write() throws JsonProcessingException {
            return new ObjectMapper().writeValueAsString(new Page<String>(List.of(), new Kind(1)));
        }
    }

    private static List<String> missing(ClassPath classPath) throws IOException {
        return new Registration(classPath, ReachableConfiguration.of(List.of())).missing().stream()
                .map(found -> found.replaceAll(".*\\$([A-Za-z]+),.*", "$1")).toList();
    }

    // What must be included

    static final class Opener {
        Object fixed() {
            return Opener.class.getResourceAsStream("/texts/one.txt");
        }

        Object beside() {
            return Opener.class.getClassLoader().getResource("texts/none.txt");
        }

        Object composed(String language) {
            return Opener.class.getResourceAsStream("/texts/" + language + ".txt");
        }

        Object any(String name) {
            return Opener.class.getResource(name);
        }

        Object bundle() {
            return ResourceBundle.getBundle("texts.messages");
        }

        Object byReference() {
            return Stream.of("texts").map(Opener.class::getResource).toList();
        }
    }

    @Test
    void aResourceIsFoundByWhatOfItsNameStandsInTheCode() throws IOException {
        var classPath = classPath(Opener.class);
        classPath.resources().addAll(Set.of("texts/one.txt", "texts/two.txt", "texts/three.md"));
        var where = " (" + name(Opener.class) + ".";

        assertEquals(
                List.of("a name that does not stand in the code" + where + "any)",
                        "java/lang/Class.getResource by a method reference" + where + "byReference)",
                        "java/util/ResourceBundle.getBundle, which is followed nowhere" + where + "bundle)",
                        "nothing of that name" + where + "beside)", "texts/one.txt" + where + "composed)",
                        "texts/one.txt" + where + "fixed)",
                        "texts/two.txt" + where + "composed)"),
                List.copyOf(new OpenedResources(classPath, ReachableConfiguration.of(List.of())).missing()));
    }

    // What must be there

    @Test
    void aMemberThatALibraryNoLongerHasIsFound() throws IOException {
        var classPath = new ClassPath();
        classPath.add("other/Library", content(library("other/Library", "java/lang/Object")), false);
        classPath.add("other/Optional", content(library("other/Optional", "other/NotThere")), false);
        classPath.add("some/Extension", content(extension()), true);

        assertEquals(List.of("some/Extension.run calls other/Library.gone()V", "some/Extension.run reads other/Library.lost"),
                List.copyOf(new Linkage(classPath).broken()));
    }

    @Test
    void whatWeNameAndIsNowhereIsFoundTooAndSoIsAReferenceToAMethodThatIsGone() throws IOException {
        var classPath = new ClassPath();
        classPath.add("eu/onrecord/Ours", content(ours()), false);
        classPath.add("other/Library", content(library("other/Library", "java/lang/Object")), false);

        assertEquals(List.of("eu/onrecord/Ours needs other/Absent", "eu/onrecord/Ours.run reads other/Library.kept"),
                List.copyOf(new Linkage(classPath).broken()));
    }

    /** Calls a class that is nowhere, and reads as an instance's a field that is static. */
    private static byte[] ours() {
        var type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "eu/onrecord/Ours", null, "java/lang/Object", null);
        type.visitSource("Ours.java", null);
        var run = type.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "(Lother/Library;)V", null, null);
        run.visitCode();
        run.visitVarInsn(Opcodes.ALOAD, 0);
        run.visitFieldInsn(Opcodes.GETFIELD, "other/Library", "kept", "I");
        run.visitInsn(Opcodes.POP);
        run.visitMethodInsn(Opcodes.INVOKESTATIC, "other/Absent", "any", "()V", false);
        run.visitInsn(Opcodes.RETURN);
        run.visitMaxs(0, 0);
        run.visitEnd();
        type.visitEnd();
        return type.toByteArray();
    }

    private static byte[] library(String name, String above) {
        var type = new ClassWriter(0);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, above, null);
        type.visitField(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "kept", "I", null, null).visitEnd();
        type.visitEnd();
        return type.toByteArray();
    }

    /** Refers to members that are there, that are not, that may be in a class that is not there, and to a class that is not. */
    private static byte[] extension() {
        var type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "some/Extension", null, "java/lang/Object", null);
        var run = type.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "()V", null, null);
        run.visitCode();
        for (var field : List.of("kept", "lost")) {
            run.visitFieldInsn(Opcodes.GETSTATIC, "other/Library", field, "I");
            run.visitInsn(Opcodes.POP);
        }
        run.visitMethodInsn(Opcodes.INVOKESTATIC, "other/Library", "gone", "()V", false);
        run.visitMethodInsn(Opcodes.INVOKESTATIC, "other/Optional", "inherited", "()V", false);
        run.visitMethodInsn(Opcodes.INVOKESTATIC, "other/Absent", "any", "()V", false);
        run.visitInsn(Opcodes.RETURN);
        run.visitMaxs(0, 0);
        run.visitEnd();
        type.visitEnd();
        return type.toByteArray();
    }

    private static Collection<String> keptIn(Class<?> keeper) throws IOException {
        return new KeptState(keeper.getClassLoader()).in(classPath(keeper).own());
    }

    private static ClassPath classPath(Class<?>... types) throws IOException {
        var classPath = new ClassPath();
        for (var type : Arrays.asList(types)) {
            classPath.add(name(type), type.getClassLoader().getResourceAsStream(name(type) + ".class"), false);
        }
        return classPath;
    }

    private static String name(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    private static ByteArrayInputStream content(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }
}
