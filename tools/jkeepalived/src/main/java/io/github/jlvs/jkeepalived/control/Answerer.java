// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import io.github.jlvs.jkeepalived.control.command.Caller;
import io.github.jlvs.jkeepalived.control.http.HttpRequest;
import io.github.jlvs.jkeepalived.control.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What is behind a server: of its thread alone, and never waits. */
public interface Answerer {
  /** Requests have come: what is known of what they ask for is brought up to date. */
  void renew(List<HttpRequest> requests);

  /** Whether that is under way still. */
  boolean isRenewing();

  /** Answers from what is known, whatever was asked for but POST. */
  HttpResponse answer(HttpRequest request);

  /**
   * Begins what a POST asks for.
   *
   * @return the answer, completed on any thread
   */
  CompletionStage<HttpResponse> begin(HttpRequest request, Caller caller);

  /**
   * What could not be read as a request.
   *
   * @param status of the answer, 400 to 599
   * @param why in a sentence
   */
  HttpResponse refuse(int status, String why);
}
