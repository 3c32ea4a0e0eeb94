// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel;

import io.github.jlvs.lab.Network;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test its network, and tells what ran on its hosts when the test failed. */
final class LabNetwork implements BeforeAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(LabNetwork.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    if (System.getenv("JLVS_LAB") == null) {
      throw new IllegalStateException(
          "kernel tests run inside the lab: tools/kernel-tests/run --select CLASS#METHOD");
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Network.class;
  }

  @Override
  public Network resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            Network.class, key -> new TestsNetwork(Network.create(), context), TestsNetwork.class)
        .network();
  }

  /** JUnit closes it after the test and all that runs after each. */
  private record TestsNetwork(Network network, ExtensionContext context) implements AutoCloseable {
    @Override
    public void close() {
      if (context.getExecutionException().isPresent()) {
        System.out.println("What ran in " + context.getDisplayName() + ":");
        System.out.println(network.story());
      }
      network.close();
    }
  }
}
