// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A socket that takes part in a conversation of limited length: beside the limit of each read,
 * there is one of all together. A server that sends an octet now and then cannot hold it up.
 */
final class TimedSocket extends Socket {
  private final long deadline;
  private int eachRead;

  TimedSocket(Duration limit) {
    this.deadline = System.nanoTime() + limit.toNanos();
  }

  @Override
  public synchronized void setSoTimeout(int timeout) throws SocketException {
    eachRead = timeout;
    super.setSoTimeout(timeout);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        limitNextRead();
        return super.read(buffer, offset, length);
      }
    };
  }

  private synchronized void limitNextRead() throws IOException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0) {
      throw new SocketTimeoutException("the server took too long");
    }
    int each = eachRead > 0 ? eachRead : Integer.MAX_VALUE;
    super.setSoTimeout((int) Math.min(each, left));
  }
}
