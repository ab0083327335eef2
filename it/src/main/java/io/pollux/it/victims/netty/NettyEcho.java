package io.pollux.it.victims.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.pollux.it.victims.Server;
import io.pollux.it.victims.Tally;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Echo server on Netty's native epoll transport that counts itself, connection by connection. Command "netty wake N": the loop is woken
 * so often from outside, and its timer fires as often.
 */
public class NettyEcho implements Server {
    private final EpollEventLoopGroup workers = new EpollEventLoopGroup(2);

    @Override
    public String start(String[] args) throws Exception {
        ServerBootstrap bootstrap = new ServerBootstrap().group(new EpollEventLoopGroup(1), workers)
                .channel(EpollServerSocketChannel.class).childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Counting(channel.remoteAddress().getPort()));
                        serve(channel.pipeline());
                    }
                });
        ChannelFuture bound = bootstrap.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).sync();
        return Integer.toString(((InetSocketAddress) bound.channel().localAddress()).getPort());
    }

    void serve(ChannelPipeline pipeline) {
        pipeline.addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                context.writeAndFlush(message);
            }
        });
    }

    @Override
    public void command(String[] words) throws Exception {
        for (int i = Integer.parseInt(words[2]); i > 0; i--) {
            workers.next().submit(() -> { }).get();
            workers.next().schedule(() -> { }, 1, TimeUnit.MILLISECONDS).get();
        }
    }

    /** Stands between the socket and the rest: bytes read, and bytes that were written whole. */
    private static final class Counting extends ChannelDuplexHandler {
        private final Tally tally;

        Counting(int port) {
            this.tally = Tally.of("remote:" + port);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            tally.add("read_bytes", ((ByteBuf) message).readableBytes());
            context.fireChannelRead(message);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            int bytes = ((ByteBuf) message).readableBytes();
            context.write(message, promise.unvoid()).addListener(written -> tally.add("write_bytes", written.isSuccess() ? bytes : 0));
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            Tally.forget(tally);
            context.fireChannelInactive();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
