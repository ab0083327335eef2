import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Selector;

/** What the recipes count: one connection, 13 reads of one byte, 7 questions how much is there; and a wait. */
public class RecipeVictim {
    public static void main(String[] args) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket server = listener.accept();
                Selector selector = Selector.open()) {
            client.getOutputStream().write(new byte[13]);
            InputStream in = server.getInputStream();
            for (int i = 0; i < 13; i++) {
                in.read(new byte[1]);
            }
            for (int i = 0; i < 7; i++) {
                in.available();
            }
            selector.selectNow();
            System.out.println("ready");
            System.in.read();
        }
    }
}
