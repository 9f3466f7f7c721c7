package io.keystream.job.ranger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.keystream.job.explain.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.ranger.plugin.model.RangerPolicy;
import org.apache.ranger.plugin.model.RangerPolicy.RangerPolicyItem;
import org.apache.ranger.plugin.model.RangerPolicy.RangerPolicyItemAccess;
import org.apache.ranger.plugin.model.RangerServiceDef.RangerResourceDef;
import org.junit.jupiter.api.Test;

/** That Ranger would create the policies which ranger_policies.yml writes. */
class RangerPoliciesTest {
  private static final Path GOLDEN = Checkout.ROOT.resolve("ansible/tests/golden/ranger");

  @Test
  void everyPolicyIsCreated() throws Exception {
    Set<String> types = new HashSet<>();
    for (Path file : files()) {
      PolicyFile whole = PolicyFile.read(Files.readString(file));
      assertThat(whole.metaDataInfo()).as("metaDataInfo of %s", file).isNotEmpty();
      assertThat(whole.policies()).as("policies of %s", file).isNotEmpty();
      for (RangerPolicy policy : whole.policies()) {
        EmptyRanger.create(policy);
        types.add(policy.getServiceType());
      }
    }
    assertThat(types).containsExactlyInAnyOrder("hdfs", "yarn", "kafka");
  }

  /** The validator looks at types of access, but not at which of them a resource has. */
  @Test
  void everyAccessIsOneOfItsResource() throws IOException {
    for (RangerPolicy policy : policies()) {
      Set<String> restricted = accessesOf(policy);
      for (RangerPolicyItem item : policy.getPolicyItems()) {
        for (RangerPolicyItemAccess access : item.getAccesses()) {
          if (!restricted.isEmpty()) {
            assertThat(restricted).as(policy.getName()).contains(access.getType());
          }
        }
      }
    }
  }

  @Test
  void noTwoPoliciesOfAServiceHaveOneNameOrOneResource() throws IOException {
    Set<String> names = new HashSet<>();
    Set<String> resources = new HashSet<>();
    for (RangerPolicy policy : policies()) {
      assertThat(names.add(policy.getService() + " " + policy.getName()))
          .as(policy.getName())
          .isTrue();
      assertThat(resources.add(policy.getService() + " " + policy.getResources()))
          .as(policy.getName())
          .isTrue();
    }
  }

  @Test
  void jobsThatShareAResourceAreInOnePolicy() throws IOException {
    RangerPolicy queue = named("keystream queue root.streaming");

    assertThat(queue.getPolicyItems())
        .extracting(RangerPolicyItem::getUsers)
        .containsExactly(List.of("billing"), List.of("keystream"));
  }

  @Test
  void nothingIsAllowedToAGroupOrOnEverything() throws IOException {
    for (RangerPolicy policy : policies()) {
      assertThat(policy.getPolicyItems())
          .as(policy.getName())
          .allMatch(item -> item.getGroups().isEmpty() && !item.getDelegateAdmin());
      policy
          .getResources()
          .values()
          .forEach(value -> assertThat(value.getValues()).doesNotContain("*", "/"));
    }
  }

  @Test
  void refusesAnAccessThatTheServiceDoesNotKnow() throws IOException {
    RangerPolicy policy = named("keystream topic access");
    policy.getPolicyItems().get(0).getAccesses().get(0).setType("read");

    assertThatThrownBy(() -> EmptyRanger.create(policy))
        .hasMessageContaining("access type")
        .hasMessageContaining("read");
  }

  @Test
  void refusesAResourceThatTheServiceDoesNotKnow() throws IOException {
    RangerPolicy policy = named("keystream topic access");
    policy.setResources(Map.of("queue", policy.getResources().get("topic")));

    assertThatThrownBy(() -> EmptyRanger.create(policy))
        .hasMessageContaining("Invalid resources specified");
  }

  @Test
  void refusesAFieldThatAPolicyDoesNotHave() throws IOException {
    String json = Files.readString(GOLDEN.resolve("cm_yarn.json"));

    assertThatThrownBy(() -> PolicyFile.read(json.replace("\"isEnabled\"", "\"enabled\"")))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("\"enabled\"");
  }

  private static Set<String> accessesOf(RangerPolicy policy) throws IOException {
    String resource = policy.getResources().keySet().iterator().next();
    for (RangerResourceDef known : PolicyFile.serviceDef(policy.getServiceType()).getResources()) {
      if (known.getName().equals(resource)) {
        return known.getAccessTypeRestrictions();
      }
    }
    throw new AssertionError(policy.getName() + ": no resource " + resource);
  }

  private static RangerPolicy named(String name) throws IOException {
    return policies().stream()
        .filter(policy -> policy.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<RangerPolicy> policies() throws IOException {
    Stream.Builder<RangerPolicy> all = Stream.builder();
    for (Path file : files()) {
      PolicyFile.read(Files.readString(file)).policies().forEach(all);
    }
    return all.build().toList();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.sorted().toList();
    }
  }
}
