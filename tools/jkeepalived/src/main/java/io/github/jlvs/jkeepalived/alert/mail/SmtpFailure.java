// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert.mail;

import io.github.jlvs.jkeepalived.alert.DeliveryException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** What a failure of the mail library means. Its exceptions hold others, side by side. */
final class SmtpFailure {
  private static final int PERMANENT = 500;
  private static final int MOST = 32;

  private SmtpFailure() {}

  /** The reason in words, and whether another try may do. */
  static DeliveryException of(MessagingException failure) {
    if (failure instanceof AuthenticationFailedException) {
      return DeliveryException.tryAgain(
          "it does not take smtp_user with the password of smtp_password_file: "
              + failure.getMessage());
    }
    List<Throwable> all = all(failure);
    for (Throwable each : all) {
      Optional<Integer> code = code(each);
      // Where everything went well but for a recipient, the code says so of the whole.
      if (code.isPresent() && code.get() >= 400) {
        String answer = "it answered: " + each.getMessage();
        boolean partly =
            failure instanceof SendFailedException sent
                && sent.getValidSentAddresses() != null
                && sent.getValidSentAddresses().length > 0;
        // Who has the mail must not get it again and again for another's sake.
        return code.get() >= PERMANENT || partly
            ? DeliveryException.refused(answer)
            : DeliveryException.tryAgain(answer);
      }
    }
    if (failure instanceof AddressException) {
      return DeliveryException.refused("no mail address: " + failure.getMessage());
    }
    return DeliveryException.tryAgain(words(all.get(all.size() - 1)));
  }

  private static String words(Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return "its name is not known to the name service";
    } else if (cause instanceof SocketTimeoutException) {
      return "it did not answer in time";
    }
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }

  private static Optional<Integer> code(Throwable failure) {
    if (failure instanceof SMTPAddressFailedException address) {
      return Optional.of(address.getReturnCode());
    } else if (failure instanceof SMTPSenderFailedException sender) {
      return Optional.of(sender.getReturnCode());
    } else if (failure instanceof SMTPSendFailedException send) {
      return Optional.of(send.getReturnCode());
    }
    return Optional.empty();
  }

  /** The failure and what is behind it, the first cause last. */
  private static List<Throwable> all(MessagingException failure) {
    List<Throwable> all = new ArrayList<>();
    Throwable next = failure;
    while (next != null && all.size() < MOST && !all.contains(next)) {
      all.add(next);
      Exception beside = next instanceof MessagingException m ? m.getNextException() : null;
      next = beside != null ? beside : next.getCause();
    }
    return all;
  }
}
