// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Questions for two kinds of one sealed type or more, in a method and in those of its class that it
 * hands the rest to.
 *
 * @param name class, method, and in parentheses the least sealed type that has all the kinds
 * @param unknown the kinds of that type that are not asked for
 * @param throwsAtTheEnd whether an {@link IllegalStateException} is made for what is none of them
 */
record Ladder(String name, Set<String> unknown, boolean throwsAtTheEnd) {

  /** All ladders of a class; a method that another one hands the rest to is part of that. */
  static List<Ladder> in(JavaClass owner) {
    List<Ladder> found = new ArrayList<>();
    for (Class<?> family : families(owner)) {
      Set<JavaMethod> continued = new LinkedHashSet<>();
      for (JavaMethod method : owner.getMethods()) {
        if (!kinds(method, family).isEmpty()) {
          continuations(method, family).stream()
              .filter(each -> !each.equals(method))
              .forEach(continued::add);
        }
      }
      for (JavaMethod method : owner.getMethods()) {
        if (kinds(method, family).isEmpty() || continued.contains(method)) {
          continue;
        }
        Set<JavaMethod> whole = continuations(method, family);
        Set<Class<?>> kinds = new LinkedHashSet<>();
        whole.forEach(each -> kinds.addAll(kinds(each, family)));
        if (kinds.size() > 1) {
          found.add(of(method, whole, family, kinds));
        }
      }
    }
    return found;
  }

  private static Ladder of(
      JavaMethod method, Set<JavaMethod> whole, Class<?> family, Set<Class<?>> kinds) {
    Set<Class<?>> known = new LinkedHashSet<>();
    kinds.forEach(kind -> known.addAll(leaves(kind)));
    Class<?> type = least(family, known);
    Set<Class<?>> unknown = leaves(type);
    unknown.removeAll(known);
    return new Ladder(
        method.getOwner().getName() + "." + method.getName() + "(" + type.getSimpleName() + ")",
        unknown.stream().map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new)),
        whole.stream().anyMatch(Ladder::makesAnException));
  }

  /**
   * Two methods of one name and type, as one: what either does not know, and whether both throw.
   */
  Ladder and(Ladder other) {
    Set<String> both = new TreeSet<>(unknown);
    both.addAll(other.unknown);
    return new Ladder(name, both, throwsAtTheEnd && other.throwsAtTheEnd);
  }

  private static boolean makesAnException(JavaCodeUnit method) {
    return method.getConstructorCallsFromSelf().stream()
        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(IllegalStateException.class));
  }

  /** The widest sealed types whose kinds a class asks for. */
  private static Set<Class<?>> families(JavaClass owner) {
    Set<Class<?>> found = new LinkedHashSet<>();
    owner.getInstanceofChecks().stream()
        .map(check -> family(check.getRawType()))
        .filter(family -> !family.isEmpty())
        .forEach(found::addAll);
    return found;
  }

  private static Set<Class<?>> family(JavaClass kind) {
    if (!kind.getPackageName().startsWith("io.github.jlvs")) {
      return Set.of();
    }
    Class<?> widest = kind.reflect();
    for (Class<?> next = sealedAbove(widest); next != null; next = sealedAbove(widest)) {
      widest = next;
    }
    return widest.isSealed() ? Set.of(widest) : Set.of();
  }

  private static @Nullable Class<?> sealedAbove(Class<?> type) {
    for (Class<?> each : type.getInterfaces()) {
      if (each.isSealed()) {
        return each;
      }
    }
    Class<?> parent = type.getSuperclass();
    return parent != null && parent.isSealed() ? parent : null;
  }

  private static Set<Class<?>> kinds(JavaMethod method, Class<?> family) {
    return method.getInstanceofChecks().stream()
        .filter(check -> family(check.getRawType()).contains(family))
        .map(check -> check.getRawType().reflect())
        .filter(kind -> kind != family)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The method, and those of its class that it calls with something of the family. */
  private static Set<JavaMethod> continuations(JavaMethod method, Class<?> family) {
    Set<JavaMethod> found = new LinkedHashSet<>();
    List<JavaMethod> open = new ArrayList<>(List.of(method));
    while (!open.isEmpty()) {
      JavaMethod next = open.remove(open.size() - 1);
      if (found.add(next)) {
        for (JavaMethodCall call : next.getMethodCallsFromSelf()) {
          if (call.getTargetOwner().equals(method.getOwner())
              && call.getTarget().getRawParameterTypes().stream()
                  .anyMatch(parameter -> family(parameter).contains(family))) {
            call.getTarget().resolveMember().ifPresent(open::add);
          }
        }
      }
    }
    return found;
  }

  private static Set<Class<?>> leaves(Class<?> type) {
    Set<Class<?>> found = new LinkedHashSet<>();
    if (!type.isSealed()) {
      found.add(type);
    } else {
      for (Class<?> each : type.getPermittedSubclasses()) {
        found.addAll(leaves(each));
      }
    }
    return found;
  }

  private static Class<?> least(Class<?> type, Set<Class<?>> kinds) {
    for (Class<?> each : type.getPermittedSubclasses()) {
      if (each.isSealed() && leaves(each).containsAll(kinds)) {
        return least(each, kinds);
      }
    }
    return type;
  }
}
