package junretsu;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The product's source as the compiler reads it: each method with its place, its length and its documentation. */
final class SourceTree {
    /**
     * A method or constructor.
     *
     * @param lines from its first modifier to its closing brace
     * @param text without comments
     * @param doc its Javadoc; null when it has none
     */
    record Method(
            Path file, String type, String name, long line, long lines, boolean isPublic, String text, String doc) {
        String place() {
            return file + ":" + line + " " + type + "." + name;
        }
    }

    /** A type, field or method with a Javadoc. */
    record Doc(String place, String text) {}

    private final List<Path> files;
    private final List<Method> methods = new ArrayList<>();
    private final List<Doc> docs = new ArrayList<>();

    private SourceTree(List<Path> files) {
        this.files = files;
    }

    static SourceTree read() throws IOException {
        SourceTree tree = new SourceTree(sources());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var units = compiler.getStandardFileManager(null, null, null).getJavaFileObjectsFromPaths(tree.files);
        JavacTask task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, units);
        DocTrees trees = DocTrees.instance(task);
        for (CompilationUnitTree unit : task.parse()) {
            tree.new Reader(unit, trees).scan(unit, null);
        }
        return tree;
    }

    List<Path> files() {
        return files;
    }

    List<Method> methods() {
        return methods;
    }

    List<Doc> docs() {
        return docs;
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String root : List.of("src/main/java", "src/main/java22")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return sources;
    }

    private final class Reader extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final DocTrees trees;
        private final Path file;
        private String type = "";

        Reader(CompilationUnitTree unit, DocTrees trees) {
            this.unit = unit;
            this.trees = trees;
            this.file = Path.of(unit.getSourceFile().getName());
        }

        @Override
        public Void visitClass(ClassTree node, Void nothing) {
            String outer = type;
            type = node.getSimpleName().toString();
            document(type);
            super.visitClass(node, nothing);
            type = outer;
            return null;
        }

        @Override
        public Void visitVariable(VariableTree node, Void nothing) {
            document(type + "." + node.getName());
            return super.visitVariable(node, nothing);
        }

        @Override
        public Void visitMethod(MethodTree node, Void nothing) {
            long begin = trees.getSourcePositions().getStartPosition(unit, node);
            long end = trees.getSourcePositions().getEndPosition(unit, node);
            if (end > begin) {
                long line = unit.getLineMap().getLineNumber(begin);
                methods.add(new Method(
                        file,
                        type,
                        node.getName().toString(),
                        line,
                        unit.getLineMap().getLineNumber(end) - line + 1,
                        node.getModifiers().getFlags().contains(Modifier.PUBLIC),
                        node.toString(),
                        document(type + "." + node.getName())));
            }
            return super.visitMethod(node, nothing);
        }

        private String document(String what) {
            String doc = trees.getDocComment(getCurrentPath());
            if (doc != null) {
                docs.add(new Doc(file + " " + what, doc.strip()));
            }
            return doc;
        }
    }
}
