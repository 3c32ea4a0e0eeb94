// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.jlvs.linux.LinuxException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The house rules that a compiler can't hold. */
class ArchitectureTest {
  private static final String ROOT = "io.github.jlvs";

  private static final String[] PURE = {
    ROOT + ".net",
    ROOT + ".vrrp",
    ROOT + ".vrrp.hmac",
    ROOT + ".vrrp.recording",
    ROOT + ".vrrp.tracking",
    ROOT + ".healthcheck",
    ROOT + ".healthcheck.probe",
    ROOT + ".healthcheck.probe.http",
    ROOT + ".healthcheck.probe.smtp",
    ROOT + ".healthcheck.probe.text"
  };

  /** Of the testkits; the contracts are tests, the fakes need no test framework. */
  private static final String CONTRACTS = ROOT + ".ipvs.contract";

  private static final String[] TESTKITS = {
    ROOT + ".netlink.fake", ROOT + ".ipvs.fake", CONTRACTS,
  };

  /** What a reader of keepalived.conf declares: a block, or keywords that are part of one. */
  private static final Set<String> DECLARATIONS = Set.of("DeclaredBlock", "Keywords");

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages(ROOT);

  @Test
  void everyPartOfTheSuiteIsLookedAt() {
    assertThat(
            List.of(
                ROOT + ".net.IpAddresses",
                ROOT + ".linux.EventLoop",
                ROOT + ".netlink.NetlinkSocket",
                ROOT + ".ipvs.Ipvs",
                ROOT + ".ipvs.text.RuleText",
                ROOT + ".ipvs.wire.LineSource",
                ROOT + ".vrrp.VirtualRouter",
                ROOT + ".vrrp.hmac.HmacVerifier",
                ROOT + ".healthcheck.VirtualServerHealth",
                ROOT + ".keepalived.conf.ConfigurationReader",
                ROOT + ".netlink.fake.FakeKernel",
                ROOT + ".ipvs.fake.FakeIpvsKernel",
                ROOT + ".ipvs.contract.ServicesContract",
                ROOT + ".jkeepalived.Jkeepalived",
                ROOT + ".rs.JlvsRs",
                ROOT + ".doctor.JlvsDoctor"))
        .allMatch(PRODUCT::contain);
  }

  @Test
  void thePureSidesKnowNothingButTheJavaBase() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    ROOT + ".net",
                    ROOT + ".vrrp",
                    ROOT + ".vrrp.hmac",
                    ROOT + ".vrrp.recording",
                    ROOT + ".vrrp.tracking",
                    ROOT + ".healthcheck..")
                .or(resideInAPackage("org.jspecify.."))
                .negate())
        .check(PRODUCT);
  }

  @Test
  void theValuesOfTheNetworkKnowNothingElseOfTheSuite() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".net")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.lang..", "java.util..", "java.net", "java.nio", ROOT + ".net")
                .or(resideInAPackage("org.jspecify.."))
                .negate())
        .orShould()
        .callMethod(InetAddress.class, "getByName", String.class)
        .orShould()
        .callMethod(InetAddress.class, "getAllByName", String.class)
        .check(PRODUCT);
  }

  @Test
  void thePureSidesHaveNoClockNoThreadAndNoSocket() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.nio.channels..")
        .check(PRODUCT);
  }

  @Test
  void theStateMachinesKnowNothingOfTheirRecording() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".vrrp")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".vrrp.recording")
        .check(PRODUCT);
  }

  @Test
  void whatARealServerNeedsIsDecidedWithoutAnySystemCall() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".rs.plan")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.lang..", "java.util..", "java.net", ROOT + ".net", ROOT + ".rs.plan")
                .or(resideInAPackage("org.jspecify.."))
                .negate())
        .check(PRODUCT);
  }

  @Test
  void whatIsAFaultIsDecidedByWhatWasSeenAlone() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".doctor.check", ROOT + ".doctor.filter", ROOT + ".doctor.seen")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.nio.file..",
            "java.lang.management..",
            ROOT + ".netlink..",
            ROOT + ".doctor",
            ROOT + ".doctor.host")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ProcessBuilder.class)
        .check(PRODUCT);
  }

  @Test
  void onlyOnePackageCallsTheCLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".linux.internal")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jnr.ffi..", "com.kenai.jffi..")
        .check(PRODUCT);
  }

  @Test
  void theInternalPackageIsUsedByTheLinuxPackagesAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".linux..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".linux.internal")
        .check(PRODUCT);
  }

  @Test
  void importsRunFromToolsToLibraries() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".linux..",
            ROOT + ".netlink..",
            ROOT + ".ipvs..",
            ROOT + ".vrrp..",
            ROOT + ".healthcheck..",
            ROOT + ".keepalived.conf..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".jipvsadm..",
            ROOT + ".jkeepalived..",
            ROOT + ".rs..",
            ROOT + ".doctor..",
            ROOT + ".lab..")
        .check(PRODUCT);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".ipvs..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".vrrp..", ROOT + ".healthcheck..")
        .check(PRODUCT);
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".linux..", ROOT + ".netlink..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".ipvs..", ROOT + ".vrrp..", ROOT + ".healthcheck..")
        .check(PRODUCT);
  }

  /** But for what the archive of classes is recorded from, which no start of a tool has. */
  @Test
  void whatRunsForUsersKnowsNoTestkit() {
    noClasses()
        .that()
        .resideOutsideOfPackages(TESTKITS)
        .and()
        .doNotHaveSimpleName("Rehearsal")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(TESTKITS)
        .check(PRODUCT);
  }

  @Test
  void theContractsAloneNeedATestFramework() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "..")
        .and()
        .resideOutsideOfPackage(CONTRACTS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.junit..", "org.assertj..", "net.jqwik..")
        .check(PRODUCT);
  }

  /** What others wrote and nobody understands is no refusal of the kernel. */
  @Test
  void whatTheKernelRefusesIsCaughtByOneType() {
    classes()
        .that()
        .areAssignableTo(Throwable.class)
        .and()
        .resideInAnyPackage(
            ROOT + ".linux..",
            ROOT + ".netlink..",
            ROOT + ".ipvs..",
            ROOT + ".vrrp..",
            ROOT + ".healthcheck..")
        .and()
        .resideOutsideOfPackages(TESTKITS)
        .should()
        .beAssignableTo(LinuxException.class)
        .orShould()
        .haveNameMatching(".*(MalformedMessage|Vrrp|Usage)Exception")
        .check(PRODUCT);
  }

  @Test
  void ofTheValuesOfIpvsTheDoorAloneKnowsHowTheyTravel() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".ipvs")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".ipvs.Ipvs")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".ipvs.wire", ROOT + ".ipvs.text")
        .check(PRODUCT);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".ipvs.wire")
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + ".ipvs.text").or(name(ROOT + ".ipvs.Ipvs")))
        .check(PRODUCT);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".ipvs.text")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + ".ipvs.wire")
                .and(name(ROOT + ".ipvs.wire.LineSource").negate())
                .or(name(ROOT + ".ipvs.Ipvs")))
        .check(PRODUCT);
  }

  /** Text, then arguments, then keywords, then readers: whatever comes later knows the earlier. */
  @Test
  void theReadingOfAConfigurationGoesOneWay() {
    slices().matching(ROOT + ".keepalived.conf.(*)..").should().beFreeOfCycles().check(PRODUCT);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".keepalived.conf.text")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + ".keepalived.conf..")
                .and(resideInAPackage(ROOT + ".keepalived.conf.text").negate()))
        .check(PRODUCT);
  }

  /** A checker, a tracked thing or a notification is one file, and one line where it belongs. */
  @Test
  void whatAReaderDeclaresIsReadInSomeBlock() {
    List<JavaField> declarations =
        PRODUCT.stream()
            .filter(type -> type.getPackageName().equals(ROOT + ".keepalived.conf.read"))
            .flatMap(type -> type.getFields().stream())
            .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
            .filter(field -> DECLARATIONS.contains(field.getRawType().getSimpleName()))
            .toList();

    assertThat(declarations).hasSizeGreaterThan(10);
    assertThat(declarations.stream().filter(field -> !isReadElsewhere(field)))
        .extracting(JavaField::getFullName)
        .containsExactly(ROOT + ".keepalived.conf.read.RootReader.BLOCK");
  }

  private static boolean isReadElsewhere(JavaField field) {
    return field.getAccessesToSelf().stream()
        .map(JavaAccess::getOriginOwner)
        .filter(origin -> origin.getPackage().equals(field.getOwner().getPackage()))
        .anyMatch(origin -> !origin.equals(field.getOwner()));
  }

  @Test
  void theLabDependsOnTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".lab..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", ROOT + ".lab..")
        .check(PRODUCT);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)(\\$.*)?")
        .check(PRODUCT);
  }

  @Test
  void noStateIsShared() {
    fields()
        .that()
        .areStatic()
        .and(describe("are written in source", (JavaField field) -> !isSynthetic(field)))
        .should()
        .beFinal()
        .check(PRODUCT);
  }

  private static boolean isSynthetic(JavaField field) {
    return field.getModifiers().contains(JavaModifier.SYNTHETIC) || field.getName().startsWith("$");
  }
}
