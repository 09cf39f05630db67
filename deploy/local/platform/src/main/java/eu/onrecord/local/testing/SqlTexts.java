package eu.onrecord.local.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The SQL that stands in compiled classes. */
public final class SqlTexts {
    private static final Pattern STATEMENT = Pattern.compile("(?is)\\s*(select|insert into|update|delete from|with)\\s.+");
    /** What is put in when it runs: by {@code +}, or by {@code formatted}. */
    private static final Pattern PUT_IN = Pattern.compile("[\u0001\u0002]|%(?:\\d\\$)?[sd]");

    private final Map<String, String> texts = new TreeMap<>();

    private SqlTexts() {
    }

    /**
     * Of all classes below a directory.
     *
     * @return the class that it stands in, by the text, in which white space counts as one space
     */
    public static Map<String, String> in(Path classes) {
        var all = new SqlTexts();
        try (var files = Files.walk(classes)) {
            for (var file : files.filter(it -> it.toString().endsWith(".class")).toList()) {
                all.read(classes.relativize(file).toString().replaceAll("\\.class$", ""), Files.readAllBytes(file));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return all.texts;
    }

    /** Whether a statement that ran was made of this text. */
    public static boolean isIn(String text, String statement) {
        var pattern = Stream.of(PUT_IN.split(text)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(plain(statement)).find();
    }

    static String plain(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private void read(String name, byte[] bytes) {
        new ClassReader(bytes).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public FieldVisitor visitField(int access, String field, String descriptor, String signature, Object value) {
                found(name, value);
                return null;
            }

            @Override
            public MethodVisitor visitMethod(int access, String method, String descriptor, String signature,
                    String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitLdcInsn(Object value) {
                        found(name, value);
                    }

                    @Override
                    public void visitInvokeDynamicInsn(String called, String descriptor, Handle bootstrap,
                            Object... arguments) {
                        Stream.of(arguments).forEach(argument -> found(name, argument));
                    }
                };
            }
        }, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    private void found(String name, Object constant) {
        if (constant instanceof String text && STATEMENT.matcher(text).matches()) {
            texts.put(plain(text), name);
        }
    }
}
