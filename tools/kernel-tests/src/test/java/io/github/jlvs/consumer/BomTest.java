// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application's pom gets from jlvs-bom. */
class BomTest {
  private static final Pattern MISSING =
      Pattern.compile("dependency\\.version' for (\\S+):jar is missing");
  private static final long SECONDS = 60;

  @TempDir Path folder;

  @Test
  void thePomHasTheVersionsOfTheLibrariesAndTestkitsAndNoOthers() throws Exception {
    Path bom = Path.of("../../bom/pom.xml");
    Matcher versions = Pattern.compile("<version>(.+)</version>").matcher(Files.readString(bom));
    assertThat(versions.find()).isTrue();
    String version = versions.group(1);
    Path published =
        Files.createDirectories(folder.resolve("repository/io/github/jlvs/jlvs-bom/" + version));
    Path unused = Files.copy(bom, published.resolve("jlvs-bom-" + version + ".pom"));
    StringBuilder dependencies = new StringBuilder();
    for (String id :
        List.of(
            "io.github.jlvs:jlvs-netlink",
            "io.github.jlvs:jlvs-netlink-testkit",
            "io.github.jlvs:jlvs-ipvs",
            "io.github.jlvs:jlvs-ipvs-testkit",
            "io.github.jlvs:jlvs-vrrp",
            "io.github.jlvs:jlvs-healthcheck",
            "io.github.jlvs:jlvs-keepalived-conf",
            "io.github.jlvs:jipvsadm",
            "org.assertj:assertj-core")) {
      String[] parts = id.split(":", -1);
      dependencies.append(
          "<dependency><groupId>%s</groupId><artifactId>%s</artifactId></dependency>\n"
              .formatted(parts[0], parts[1]));
    }
    Files.writeString(
        folder.resolve("pom.xml"),
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>app</groupId>
          <artifactId>app</artifactId>
          <version>1</version>
          <packaging>pom</packaging>
          <dependencyManagement>
            <dependencies>
              <dependency>
                <groupId>io.github.jlvs</groupId>
                <artifactId>jlvs-bom</artifactId>
                <version>%s</version>
                <type>pom</type>
                <scope>import</scope>
              </dependency>
            </dependencies>
          </dependencyManagement>
          <dependencies>
            %s
          </dependencies>
        </project>
        """
            .formatted(version, dependencies));

    String said = maven("validate");
    assertThat(MISSING.matcher(said).results().map(missing -> missing.group(1)).distinct())
        .as(said)
        .containsExactly("io.github.jlvs:jipvsadm", "org.assertj:assertj-core");
  }

  /** What Maven, which has no network and an empty repository but for the BOM, says of the pom. */
  private String maven(String goal) throws Exception {
    Process process =
        new ProcessBuilder(
                "mvn",
                "-B",
                "-o",
                "-Dstyle.color=never",
                "-Dmaven.repo.local=" + folder.resolve("repository"),
                goal)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
    return output;
  }
}
