package io.pollux.bench.sample;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** Netty 4.1 with its HTTP codec. */
final class NettySample {
    /** Over java.nio's Selector. */
    static final Transport NIO = new Transport(NioEventLoopGroup::new, NioServerSocketChannel.class);
    /** Over JNI of Netty's own. */
    static final Transport NATIVE = new Transport(EpollEventLoopGroup::new, EpollServerSocketChannel.class);

    private NettySample() {
    }

    record Transport(Supplier<EventLoopGroup> loops, Class<? extends ServerSocketChannel> channel) {
    }

    static int start(Transport transport) throws InterruptedException {
        EventLoopGroup loops = transport.loops().get();
        return ((InetSocketAddress) new ServerBootstrap().group(loops).channel(transport.channel()).childHandler(new Pipeline())
                .bind("127.0.0.1", 0).sync().channel().localAddress()).getPort();
    }

    private static final class Pipeline extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(4096), new PageHandler());
        }
    }

    private static final class PageHandler extends SimpleChannelInboundHandler<HttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpRequest request) {
            FullHttpResponse response =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(Sample.PAGE));
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain").setInt(HttpHeaderNames.CONTENT_LENGTH, Sample.PAGE.length);
            context.writeAndFlush(response);
        }
    }
}
