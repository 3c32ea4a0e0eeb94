// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.docs;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExportsTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.ModuleTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.TypeParameterTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * What the Javadoc of exported packages leaves out, read from the sources of a module. Complete is
 * what doclint's group {@code missing} calls so, but for two places that have said it all already:
 * a compact constructor, whose parameters are the record's, and a method with {@code @Override}.
 */
final class JavadocGaps {
  private static final Set<Modifier> VISIBLE = Set.of(Modifier.PUBLIC, Modifier.PROTECTED);

  /**
   * The finding.
   *
   * @param checked how many types and members had to have a comment
   * @param gaps what is missing, and where
   */
  record Report(int checked, List<String> gaps) {}

  private final DocTrees trees;
  private final CompilationUnitTree unit;
  private final List<String> gaps;
  private int checked;

  private JavadocGaps(DocTrees trees, CompilationUnitTree unit, List<String> gaps) {
    this.trees = trees;
    this.unit = unit;
    this.gaps = gaps;
  }

  /** Looks at a module, of which module-info.java is one of the sources. */
  static Report in(Collection<? extends JavaFileObject> sources) throws IOException {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, sources);
    DocTrees trees = DocTrees.instance(task);
    List<CompilationUnitTree> units = new ArrayList<>();
    task.parse().forEach(units::add);
    Set<String> exported = new HashSet<>();
    units.forEach(each -> exported.addAll(exports(each)));
    int checked = 0;
    List<String> gaps = new ArrayList<>();
    for (CompilationUnitTree each : units) {
      JavadocGaps file = new JavadocGaps(trees, each, gaps);
      file.look(exported);
      checked += file.checked;
    }
    return new Report(checked, List.copyOf(gaps));
  }

  private static List<String> exports(CompilationUnitTree unit) {
    ModuleTree module = unit.getModule();
    List<String> packages = new ArrayList<>();
    if (module != null) {
      for (Tree each : module.getDirectives()) {
        // One that is called internal is exported for jnr-ffi, and has no pages.
        if (each instanceof ExportsTree exports
            && exports.getModuleNames() == null
            && !exports.getPackageName().toString().endsWith(".internal")) {
          packages.add(exports.getPackageName().toString());
        }
      }
    }
    return packages;
  }

  private void look(Set<String> exported) throws IOException {
    TreePath root = new TreePath(unit);
    if (unit.getModule() != null) {
      comment(new TreePath(root, unit.getModule()), "module");
    } else if (unit.getPackage() != null
        && exported.contains(unit.getPackage().getPackageName().toString())) {
      if (unit.getSourceFile().isNameCompatible("package-info", JavaFileObject.Kind.SOURCE)) {
        comment(new TreePath(root, unit.getPackage()), unit.getPackage().toString().strip());
      }
      for (Tree each : unit.getTypeDecls()) {
        if (each instanceof ClassTree type && isVisible(type.getModifiers())) {
          type(new TreePath(root, type), type, type.getSimpleName().toString());
        }
      }
    }
  }

  private void type(TreePath path, ClassTree type, String name) throws IOException {
    boolean record = type.getKind() == Kind.RECORD;
    Documented comment = comment(path, name);
    comment.params(type.getTypeParameters().stream().map(JavadocGaps::typeParameter).toList());
    if (record) {
      comment.params(components(type).stream().map(each -> each.getName().toString()).toList());
    }
    boolean open = type.getKind() == Kind.INTERFACE || type.getKind() == Kind.ANNOTATION_TYPE;
    for (Tree member : type.getMembers()) {
      TreePath at = new TreePath(path, member);
      if (member instanceof ClassTree nested && (open || isVisible(nested.getModifiers()))) {
        type(at, nested, name + "." + nested.getSimpleName());
      } else if (member instanceof MethodTree method
          && ((open && !isPrivate(method.getModifiers())) || isVisible(method.getModifiers()))) {
        method(at, method, type, name);
      } else if (member instanceof VariableTree field
          && (open || isVisible(field.getModifiers()))) {
        comment(at, name + "." + field.getName());
      }
    }
  }

  private void method(TreePath path, MethodTree method, ClassTree type, String owner)
      throws IOException {
    boolean constructor = method.getReturnType() == null;
    if (isOverride(method) || (constructor && type.getKind() == Kind.RECORD && isCompact(method))) {
      return;
    }
    List<String> parameters =
        method.getParameters().stream().map(each -> each.getName().toString()).toList();
    String name = constructor ? type.getSimpleName().toString() : method.getName().toString();
    Documented comment =
        comment(path, owner + "." + name + "(" + String.join(", ", parameters) + ")");
    comment.params(method.getTypeParameters().stream().map(JavadocGaps::typeParameter).toList());
    comment.params(parameters);
    if (!constructor && !method.getReturnType().toString().equals("void")) {
      comment.returns();
    }
    comment.throwing(method.getThrows().stream().map(Tree::toString).toList());
  }

  private Documented comment(TreePath path, String what) {
    checked++;
    DocCommentTree comment = trees.getDocCommentTree(path);
    String where = unit.getSourceFile().getName() + ": " + what + " has no ";
    if (comment == null) {
      gaps.add(where + "comment");
    } else if (comment.getFullBody().isEmpty()) {
      gaps.add(where + "first sentence");
    }
    return new Documented(comment == null ? List.of() : tags(comment), comment == null, where);
  }

  /** Of a comment's tags, what must be there. */
  private final class Documented {
    private final List<DocTree> tags;
    private final boolean reported;
    private final String where;

    Documented(List<DocTree> tags, boolean reported, String where) {
      this.tags = tags;
      this.reported = reported;
      this.where = where;
    }

    private void require(boolean there, String tag) {
      if (!there && !reported) {
        gaps.add(where + tag);
      }
    }

    void params(List<String> names) {
      Set<String> known = new HashSet<>();
      for (DocTree tag : tags) {
        if (tag instanceof ParamTree param) {
          String name = param.getName().toString();
          known.add(param.isTypeParameter() ? "<" + name + ">" : name);
        }
      }
      names.forEach(name -> require(known.contains(name), "@param " + name));
    }

    void returns() {
      require(tags.stream().anyMatch(ReturnTree.class::isInstance), "@return");
    }

    void throwing(List<String> exceptions) {
      Set<String> known = new HashSet<>();
      for (DocTree tag : tags) {
        if (tag instanceof ThrowsTree thrown) {
          known.add(thrown.getExceptionName().getSignature());
        }
      }
      exceptions.forEach(each -> require(known.contains(each), "@throws " + each));
    }
  }

  /** A return may stand in the text as well. */
  private static List<DocTree> tags(DocCommentTree comment) {
    List<DocTree> tags = new ArrayList<>(comment.getBlockTags());
    tags.addAll(comment.getFullBody());
    return tags;
  }

  private static String typeParameter(TypeParameterTree parameter) {
    return "<" + parameter.getName() + ">";
  }

  /** A record has no other fields of an instance. */
  private static List<VariableTree> components(ClassTree record) {
    List<VariableTree> found = new ArrayList<>();
    for (Tree member : record.getMembers()) {
      if (member instanceof VariableTree field
          && !field.getModifiers().getFlags().contains(Modifier.STATIC)) {
        found.add(field);
      }
    }
    return found;
  }

  /** It has no parameters in parentheses, not even none. */
  private boolean isCompact(MethodTree constructor) throws IOException {
    CharSequence text = unit.getSourceFile().getCharContent(true);
    long modifiers = trees.getSourcePositions().getEndPosition(unit, constructor.getModifiers());
    long start = trees.getSourcePositions().getStartPosition(unit, constructor);
    long body = trees.getSourcePositions().getStartPosition(unit, constructor.getBody());
    return text.subSequence((int) Math.max(start, modifiers), (int) body)
        .chars()
        .noneMatch(each -> each == '(');
  }

  private static boolean isOverride(MethodTree method) {
    for (AnnotationTree each : method.getModifiers().getAnnotations()) {
      if (each.getAnnotationType().toString().equals("Override")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPrivate(ModifiersTree modifiers) {
    return modifiers.getFlags().contains(Modifier.PRIVATE);
  }

  private static boolean isVisible(ModifiersTree modifiers) {
    return modifiers.getFlags().stream().anyMatch(VISIBLE::contains);
  }
}
