/**
 * The loop that runs health checks on Linux.
 *
 * <pre>
 *                        the caller's loop, or HealthDaemon's thread "jlvs-health"
 *   other threads        ┌───────────────────────────────────────────────────────────┐
 *   ── post(task) ─────► │ EventLoop: epoll, timers, tasks                           │
 *                        │   │ ready / due              ▲ connect, arm               │
 *                        │   ▼                          │                            │
 *                        │ one timer and at most one connection a check              │
 *                        │   │ result                   ▲ "start a try"              │
 *                        │   ▼                          │                            │
 *                        │ RealServerCheck (retries) ───┘                            │
 *                        │   │ up, down, weight                                      │
 *                        │   ▼                                                       │
 *                        │ VirtualServerHealth (quorum, sorry server)                │
 *                        │   │ events, desired table                                 │
 *                        │   ▼                                                       │
 *                        │ HealthRunnerEvent.Listener: must not block                │
 *                        └───────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>{@link io.github.jlvs.healthcheck.linux.HealthDaemon} owns its thread and takes calls from any
 * other; {@link io.github.jlvs.healthcheck.linux.HealthRunner} runs on a loop that a program has
 * already. There is no thread, and no blocking call, per check.
 */
@NullMarked
package io.github.jlvs.healthcheck.linux;

import org.jspecify.annotations.NullMarked;
