package io.keystream.job.cli;

import io.keystream.job.lifecycle.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Shows, renews and cancels what the job logs in with. */
@Command(
    name = "tokens",
    description =
        "Show what the job logs in with, and until when: tickets, tokens, keytab, certificates."
            + " Exit code 18 if one has ended, or ends within the horizon and nothing renews it.")
final class TokensCommand extends ClusterCommand {

  /** Either, or neither: then it only looks. */
  static final class Change {
    @Option(
        names = "--renew",
        required = true,
        description = "Have the running job fetch new tokens now, and wait until it has.")
    private boolean renew;

    @Option(
        names = "--cancel",
        required = true,
        description = "Cancel the tokens that were given to the job, which has to be stopped.")
    private boolean cancel;
  }

  /** Such as {@code 14d}. */
  static final class Span implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smhd])");

    @Override
    public Duration convert(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException(
            "'" + text + "' is not a time span such as 14d, 12h, 30m or 60s");
      }
      long number = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        default -> Duration.ofDays(number);
      };
    }
  }

  @ArgGroup private Change change = new Change();

  @Option(
      names = "--within",
      paramLabel = "SPAN",
      converter = Span.class,
      description =
          "The horizon: what ends within this time, and nothing renews, is to be replaced now."
              + " A number with s, m, h or d; default 14d.")
  private Duration horizon = Duration.ofDays(14);

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long to wait for --renew; default ${DEFAULT-VALUE}.")
  private int timeoutSeconds = 90;

  @Override
  ExitCode run(Cluster cluster, Printer printer) throws IOException, InterruptedException {
    return change.cancel ? cancel(cluster, printer) : show(cluster, printer);
  }

  private ExitCode show(Cluster cluster, Printer printer) throws IOException, InterruptedException {
    List<String> renewed =
        change.renew
            ? new RequestedRenewal(cluster).await(Duration.ofSeconds(timeoutSeconds), this::say)
            : List.of();
    TokensReport report = TokensReport.of(cluster, horizon, Instant.now()).renewed(renewed);
    printer.print(report.forMachines(), report.forPeople());
    return report.bad() ? ExitCode.ENDING : ExitCode.OK;
  }

  private static ExitCode cancel(Cluster cluster, Printer printer)
      throws IOException, InterruptedException {
    LeftTokens.Answer answer = new LeftTokens(cluster).cancel();
    printer.print(answer, answer.forPeople());
    return answer.failed().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }
}
