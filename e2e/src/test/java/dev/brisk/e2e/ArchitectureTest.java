package dev.brisk.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The arrows of the architecture; each module-info says the same to the compiler. */
@AnalyzeClasses(packages = "dev.brisk", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule modules_depend_on_each_other_only_along_the_arrows =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("engine")
          .definedBy("dev.brisk.engine..")
          .layer("edit")
          .definedBy("dev.brisk.edit..")
          .layer("syntax")
          .definedBy("dev.brisk.syntax..")
          .layer("wire")
          .definedBy("dev.brisk.wire..")
          .layer("server")
          .definedBy("dev.brisk.server..")
          .layer("cli")
          .definedBy("dev.brisk.cli..")
          .layer("distill")
          .definedBy("dev.brisk.distill..")
          .layer("lab")
          .definedBy("dev.brisk.lab..")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("server", "distill")
          .whereLayer("edit")
          .mayOnlyBeAccessedByLayers("server", "cli", "distill", "syntax", "lab")
          .whereLayer("syntax")
          .mayOnlyBeAccessedByLayers("server", "distill")
          .whereLayer("wire")
          .mayOnlyBeAccessedByLayers("server", "cli", "distill", "lab")
          .whereLayer("server")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("distill")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("lab")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule only_the_vector_kernels_use_the_vector_api =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.brisk.engine.kernel.vector..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jdk.incubator.vector..");

  @ArchTest
  static final ArchRule the_engine_needs_nothing_but_the_jdk =
      classes()
          .that()
          .resideInAPackage("dev.brisk.engine..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.brisk.engine..", "java..", "jdk.incubator.vector..", "org.jspecify..");

  @ArchTest
  static final ArchRule the_engine_knows_no_network =
      noClasses()
          .that()
          .resideInAPackage("dev.brisk.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "java.net.http..");

  @ArchTest
  static final ArchRule the_edit_core_needs_nothing_but_the_jdk_and_a_diff =
      classes()
          .that()
          .resideInAPackage("dev.brisk.edit..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.brisk.edit..", "java..", "com.github.difflib..", "org.jspecify..");

  @ArchTest
  static final ArchRule the_wire_needs_nothing_but_the_jdk_and_json =
      classes()
          .that()
          .resideInAPackage("dev.brisk.wire..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.brisk.wire..", "java..", "javax.net.ssl..", "tools.jackson..", "org.jspecify..");

  /**
   * A module's root package is the exception: it holds what the packages below share (records,
   * failures) and what puts them together (the engine, the commands), so arrows go both ways.
   */
  @ArchTest
  static final ArchRule packages_below_a_modules_root_package_have_no_cycles =
      slices().matching("dev.brisk.(*).(*)..").should().beFreeOfCycles();

  @Test
  void finds_the_classes_of_every_module() {
    JavaClasses all = new ClassFileImporter().importPackages("dev.brisk");
    for (var module :
        new String[] {"engine", "edit", "syntax", "wire", "server", "cli", "distill", "lab"}) {
      assertThat(all.stream().map(c -> c.getPackageName()))
          .anyMatch(name -> name.startsWith("dev.brisk." + module));
    }
  }
}
