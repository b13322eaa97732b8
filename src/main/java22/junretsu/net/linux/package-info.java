/**
 * The engines that ask Linux directly, by java.lang.foreign and without any code of their own in C: what is sent and
 * received is the same as in {@code net.nio}, in fewer system calls and fewer kernel packets.
 *
 * <p>To be read in this order: {@code Kernel} (the raw system interface, with all layouts and constants), {@code
 * LinuxSocket}, {@code MmsgReceiver} and {@code MmsgSender}, then {@code Ring} and {@code UringReceiver}.
 */
package junretsu.net.linux;
