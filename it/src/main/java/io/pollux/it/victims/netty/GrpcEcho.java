package io.pollux.it.victims.netty;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** A gRPC service that echoes bytes, and its client, over grpc-netty-shaded. Command: "netty calls N BYTES", each answer is checked. */
public final class GrpcEcho implements io.pollux.it.victims.Server {
    private static final MethodDescriptor<byte[], byte[]> ECHO = MethodDescriptor.newBuilder(new Bytes(), new Bytes())
            .setType(MethodDescriptor.MethodType.UNARY).setFullMethodName("Echo/echo").build();

    private ManagedChannel channel;

    @Override
    public String start(String[] args) throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(loopback, 0))
                .addService(ServerServiceDefinition.builder("Echo").addMethod(ECHO, ServerCalls.asyncUnaryCall((request, answer) -> {
                    answer.onNext(request);
                    answer.onCompleted();
                })).build()).build().start();
        channel = NettyChannelBuilder.forAddress(new InetSocketAddress(loopback, server.getPort())).usePlaintext().build();
        return "-";
    }

    @Override
    public void command(String[] words) {
        byte[] message = new byte[Integer.parseInt(words[3])];
        for (int i = 0; i < Integer.parseInt(words[2]); i++) {
            Arrays.fill(message, (byte) i);
            byte[] answer = ClientCalls.blockingUnaryCall(channel, ECHO, CallOptions.DEFAULT, message);
            if (!Arrays.equals(answer, message))
                throw new IllegalStateException("another answer");
        }
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
