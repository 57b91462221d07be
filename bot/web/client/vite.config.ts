import path from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const api = process.env.PEOPLEDESK_API ?? "http://127.0.0.1:8321";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": path.resolve(import.meta.dirname, "src") } },
  // The server puts a fresh nonce in the place of this word, page by page.
  html: { cspNonce: "CSP_NONCE" },
  build: {
    target: "es2022",
    // Everything from our own origin: the content security policy allows no inline data for scripts or fonts.
    assetsInlineLimit: 0,
    // assistant-ui comes with its whole runtime; one chunk is fetched once and kept.
    chunkSizeWarningLimit: 900,
  },
  server: { proxy: Object.fromEntries(["/auth", "/chat", "/me", "/files"].map((at) => [at, api])) },
  test: {
    environment: "happy-dom",
    // The tests' servers listen on ports of their own.
    environmentOptions: { happyDOM: { settings: { fetch: { disableSameOriginPolicy: true } } } },
    include: ["tests/unit/**/*.test.{ts,tsx}"],
    setupFiles: ["tests/unit/setup.ts"],
    css: { modules: { classNameStrategy: "non-scoped" } },
  },
});
