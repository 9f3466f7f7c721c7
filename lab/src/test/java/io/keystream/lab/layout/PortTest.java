package io.keystream.lab.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortTest {

  @Test
  void allPortsOfNineBrokersDifferAndStayBelowOneHundred() {
    Stream<Integer> brokers =
        IntStream.rangeClosed(1, 9)
            .boxed()
            .flatMap(
                broker ->
                    Stream.of(
                        Port.KAFKA_CLIENT.ofBroker(20000, broker),
                        Port.KAFKA_CONTROLLER.ofBroker(20000, broker),
                        Port.KAFKA_CERTIFICATES.ofBroker(20000, broker)));
    Stream<Integer> others =
        Arrays.stream(Port.values())
            .filter(port -> !port.name().startsWith("KAFKA"))
            .map(port -> port.in(20000));

    assertThat(Stream.concat(brokers, others))
        .doesNotHaveDuplicates()
        .allMatch(port -> port >= 20000 && port < 20100);
  }

  @Test
  void templateNameIsLowerCaseWithDashes() {
    assertThat(Port.NAMENODE_RPC.templateName()).isEqualTo("port.namenode-rpc");
  }
}
