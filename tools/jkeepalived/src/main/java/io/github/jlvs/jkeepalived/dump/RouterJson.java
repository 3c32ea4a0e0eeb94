// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import static io.github.jlvs.jkeepalived.dump.DumpWords.MASKED;
import static io.github.jlvs.jkeepalived.dump.DumpWords.bit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.github.jlvs.jkeepalived.snapshot.Snapshot;
import io.github.jlvs.jkeepalived.snapshot.StateText;
import io.github.jlvs.jkeepalived.track.TrackedReport;
import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.TrackedProcess;
import io.github.jlvs.keepalived.conf.model.TrackedProcess.Match;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Counter;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RouterStatus;
import io.github.jlvs.vrrp.linux.UpperInterface;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * State and counters of virtual routers as JSON: {@code /tmp/keepalived.json}. Exporters read the
 * keys, in keepalived's types: numbers where it has numbers, and whole ones where it has those.
 */
final class RouterJson {
  private static final int WITH_OTHERS = 2;
  private static final double NANOS = 1e9;

  private final Snapshot snapshot;
  private final JsonGenerator json;

  private RouterJson(Snapshot snapshot, JsonGenerator json) {
    this.snapshot = snapshot;
    this.json = json;
  }

  /** ASCII alone. */
  static String of(Snapshot snapshot) {
    StringWriter text = new StringWriter();
    JsonFactory factory = JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    try (JsonGenerator json = factory.createGenerator(text)) {
      new RouterJson(snapshot, json).write();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void write() throws IOException {
    boolean withOthers = snapshot.configuration().global().dumps().jsonVersion() == WITH_OTHERS;
    if (withOthers) {
      json.writeStartObject();
      json.writeFieldName("vrrp");
    }
    json.writeStartArray();
    for (RouterStatus router : snapshot.routerStatuses()) {
      json.writeStartObject();
      json.writeObjectFieldStart("data");
      data(router);
      json.writeEndObject();
      json.writeObjectFieldStart("stats");
      statistics(router);
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    if (withOthers) {
      json.writeArrayFieldStart("track_process");
      for (TrackedReport.OfProcess process : snapshot.tracked().processes()) {
        process(process);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void data(RouterStatus router) throws IOException {
    RouterSetup setup = router.setup();
    VirtualRouterConfig config = setup.config();
    boolean strict = snapshot.configuration().global().routers().strict();
    json.writeStringField("iname", setup.name());
    json.writeNumberField("dont_track_primary", bit(!setup.trackInterface()));
    json.writeNumberField("skip_check_adv_addr", bit(!config.requireSameAddresses()));
    json.writeNumberField("strict_mode", bit(strict));
    json.writeStringField("vmac_ifname", setup.upper().map(UpperInterface::name).orElse(""));
    json.writeStringField("ifp_ifname", setup.interfaceName());
    json.writeNumberField("master_priority", router.masterPriority());
    json.writeFieldName("last_transition");
    json.writeNumber(MomentText.seconds(router.lastTransition()));
    json.writeNumberField("garp_delay", config.gratuitousArp().masterDelay().toSeconds());
    json.writeNumberField("garp_refresh", config.gratuitousArp().refresh().toSeconds());
    json.writeNumberField("garp_rep", config.gratuitousArp().masterRounds());
    json.writeNumberField("garp_refresh_rep", config.gratuitousArp().refreshRounds());
    json.writeNumberField(
        "garp_lower_prio_delay", config.gratuitousArp().lowerPriorityDelay().toSeconds());
    json.writeNumberField("garp_lower_prio_rep", config.gratuitousArp().lowerPriorityRounds());
    json.writeNumberField("lower_prio_no_advert", bit(!config.answerLowerPriority()));
    json.writeNumberField("higher_prio_send_advert", bit(config.advertiseBeforeYielding()));
    json.writeNumberField("vrid", config.vrid());
    json.writeNumberField("base_priority", config.priority());
    json.writeNumberField("effective_priority", router.priority());
    json.writeBooleanField("vipset", router.state() == State.MASTER);
    json.writeBooleanField("promote_secondaries", setup.promoteSecondaries());
    interval("adver_int", config.interval());
    interval("master_adver_int", router.masterInterval());
    json.writeNumberField("accept", bit(config.acceptMode()));
    json.writeBooleanField("nopreempt", !config.preempt());
    json.writeNumberField("preempt_delay", config.preemptDelay().toSeconds());
    json.writeNumberField("state", StateText.of(router.state()).number());
    json.writeNumberField("wantstate", StateText.of(router.wanted()).number());
    json.writeNumberField("version", config.protocol().version());
    told(router);
    strings("vips", AddressText.all(setup.addresses(), router));
    strings("evips", AddressText.all(setup.excluded(), router));
    strings("vroutes", RoutingText.routes(setup));
    strings("vrules", RoutingText.rules(setup));
    strings("track_ifp", setup.trackedInterfaces().stream().map(Tracking::thing).toList());
    strings("track_script", commands(setup));
    json.writeNumberField("auth_type", config.authentication().type());
    if (config.authentication() instanceof SimplePassword) {
      json.writeStringField("auth_data", MASKED);
    }
  }

  /** Seconds: whole ones as a whole number. */
  private void interval(String key, AdvertisementInterval interval) throws IOException {
    json.writeFieldName(key);
    json.writeNumber(interval.seconds());
  }

  private void told(RouterStatus router) throws IOException {
    Snapshot.Told told = snapshot.told(router);
    json.writeBooleanField(
        "smtp_alert", NotifyText.isMailed(told.alerts(), snapshot.configuration()));
    json.writeBooleanField("notify_deleted", told.scripts().deleted().isPresent());
    command("script_backup", told.scripts().backup());
    command("script_master", told.scripts().master());
    command("script_fault", told.scripts().fault());
    command("script_stop", told.scripts().stop());
    command("script", told.scripts().any());
    command("script_master_rx_lower_pri", told.scripts().masterReceivedLower());
  }

  private void command(String key, Optional<Command> command) throws IOException {
    if (command.isPresent()) {
      json.writeStringField(key, CommandText.of(command.get()));
    }
  }

  private List<String> commands(RouterSetup setup) {
    return TrackedKind.SCRIPT.among(setup.tracked()).stream()
        .flatMap(
            tracking ->
                snapshot.tracked().scripts().stream()
                    .filter(each -> each.script().thing().equals(tracking.thing())))
        .map(each -> CommandText.of(each.script().command()))
        .toList();
  }

  /** Left out where there are none. */
  private void strings(String key, List<String> strings) throws IOException {
    if (!strings.isEmpty()) {
      json.writeArrayFieldStart(key);
      for (String each : strings) {
        json.writeString(each);
      }
      json.writeEndArray();
    }
  }

  private void statistics(RouterStatus router) throws IOException {
    count("advert_rcvd", router, Counter.ADVERTISEMENTS_RECEIVED);
    count("advert_sent", router, Counter.ADVERTISEMENTS_SENT);
    count("become_master", router, Counter.BECAME_MASTER);
    count("release_master", router, Counter.RELEASED_MASTER);
    count("packet_len_err", router, Counter.LENGTH_ERRORS);
    count("advert_interval_err", router, Counter.INTERVAL_ERRORS);
    count("ip_ttl_err", router, Counter.TTL_ERRORS);
    count("invalid_type_rcvd", router, Counter.TYPE_ERRORS);
    count("addr_list_err", router, Counter.ADDRESS_LIST_ERRORS);
    count("invalid_authtype", router, Counter.INVALID_AUTHENTICATION_TYPE);
    count("authtype_mismatch", router, Counter.AUTHENTICATION_TYPE_MISMATCH);
    count("auth_failure", router, Counter.AUTHENTICATION_FAILURES);
    count("pri_zero_rcvd", router, Counter.PRIORITY_ZERO_RECEIVED);
    count("pri_zero_sent", router, Counter.PRIORITY_ZERO_SENT);
    if (router.setup().hmac().isPresent()) {
      for (Map.Entry<String, Long> each : HmacText.counters(router.counters()).entrySet()) {
        json.writeNumberField(each.getKey(), each.getValue());
      }
    }
  }

  private void count(String key, RouterStatus router, Counter counter) throws IOException {
    json.writeNumberField(key, router.counters().of(counter));
  }

  private void process(TrackedReport.OfProcess report) throws IOException {
    TrackedProcess process = report.process();
    json.writeStartObject();
    json.writeStringField("process", process.command().get(0));
    String all = process.match() == Match.ALL ? "exact" : "none";
    json.writeStringField("param_match", MatchText.of(process.match()).orElse(all));
    json.writeNumberField("min_processes", process.quorum());
    json.writeNumberField("current_processes", report.count());
    json.writeBooleanField("have_quorum", report.reached());
    json.writeNumberField("terminate_delay", process.terminateDelay().toNanos() / NANOS);
    json.writeNumberField("fork_delay", process.forkDelay().toNanos() / NANOS);
    json.writeBooleanField("full_command", process.match() != Match.NAME);
    json.writeEndObject();
  }
}
