package io.pollux.it.victims.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.pollux.it.victims.Server;
import io.pollux.it.victims.Tally;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Echo server on Netty's native epoll transport that counts itself, connection by connection. */
public final class NettyEcho implements Server {
    @Override
    public String start(String[] args) throws Exception {
        ServerBootstrap bootstrap = new ServerBootstrap().group(new EpollEventLoopGroup(1), new EpollEventLoopGroup(2))
                .channel(EpollServerSocketChannel.class).childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Connection(channel.remoteAddress().getPort()));
                    }
                });
        ChannelFuture bound = bootstrap.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).sync();
        return Integer.toString(((InetSocketAddress) bound.channel().localAddress()).getPort());
    }

    /** One read that brought bytes is one message here, and one message written is one write unless the socket is full. */
    private static final class Connection extends ChannelInboundHandlerAdapter {
        private final Tally tally;

        Connection(int port) {
            this.tally = Tally.of("remote:" + port);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            int bytes = ((ByteBuf) message).readableBytes();
            tally.add("read_bytes", bytes);
            context.writeAndFlush(message).addListener(written -> tally.add("write_bytes", written.isSuccess() ? bytes : 0));
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            Tally.forget(tally);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
