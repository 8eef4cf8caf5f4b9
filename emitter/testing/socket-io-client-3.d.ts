// Version 3.1.0 hides its declarations from `exports`; what tests use is the same in version 4.
declare module "socket.io-client-3" {
  export { io } from "socket.io-client";
}
