package dev.yunzhi.e2e.estate;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** The address of this machine at which another one reaches it. */
final class OwnAddress {

  private OwnAddress() {}

  /**
   * The address that this machine's packets to a server come from; loopback for a server on
   * loopback.
   */
  static String towards(URI server) throws IOException {
    InetAddress other = InetAddress.getByName(server.getHost());
    if (other.isLoopbackAddress()) {
      return "127.0.0.1";
    }
    // Connecting a datagram socket sends nothing: it only asks for the route.
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(other, server.getPort() < 0 ? 443 : server.getPort()));
      return socket.getLocalAddress().getHostAddress();
    }
  }
}
