package io.pollux.it.victims.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.pollux.it.victims.Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Echo server on Netty 4.2's io_uring transport, by name: 4.1, which this is compiled against, knows nothing of it. */
public final class NettyRings implements Server {
    @Override
    public String start(String[] args) throws Exception {
        Class<?> factories = Class.forName("io.netty.channel.IoHandlerFactory");
        Object rings = Class.forName("io.netty.channel.uring.IoUringIoHandler").getMethod("newFactory").invoke(null);
        EventLoopGroup loops = (EventLoopGroup) Class.forName("io.netty.channel.MultiThreadIoEventLoopGroup")
                .getConstructor(int.class, factories).newInstance(1, rings);
        Channel bound = new ServerBootstrap().group(loops)
                .channel(Class.forName("io.netty.channel.uring.IoUringServerSocketChannel").asSubclass(ServerChannel.class))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Echo());
                    }
                }).bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).sync().channel();
        return Integer.toString(((InetSocketAddress) bound.localAddress()).getPort());
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.writeAndFlush(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
