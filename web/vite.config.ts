// One page that needs nothing else: script and style are put into it, and its policy names them by their hashes.
import { createHash } from "node:crypto";
import { defineConfig, type Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

/** Nothing but this script and this style is ever run or applied, and nothing is fetched, whatever the document holds. */
function policy(): Plugin {
  const hashes = (page: string, element: string): string =>
    [...page.matchAll(new RegExp(`<${element}\\b([^>]*)>([^]*?)</${element}>`, "g"))]
      .filter(([, attributes]) => !attributes.includes("application/json"))
      .map(([, , text]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`)
      .join(" ");
  return {
    name: "policy",
    enforce: "post",
    // After the plugin that puts them into the page.
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const page = bundle["page.html"];
        if (page?.type !== "asset") throw new Error("policy: no page.html");
        const text = String(page.source);
        const content = [
          "default-src 'none'",
          `script-src ${hashes(text, "script")}`,
          `style-src ${hashes(text, "style")}`,
          "img-src data: blob:",
          "base-uri 'none'",
          "form-action 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types default",
        ].join("; ");
        const placeholder = "<!-- policy -->";
        if (!text.includes(placeholder)) throw new Error(`policy: no ${placeholder} in page.html`);
        page.source = text.replace(placeholder, `<meta http-equiv="Content-Security-Policy" content="${content}">`);
      },
    },
  };
}

export default defineConfig({
  base: "./",
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    target: "es2022",
    modulePreload: false,
    outDir: "../python/hotloop/_pages",
    emptyOutDir: false,
    rollupOptions: { input: "page.html" },
    chunkSizeWarningLimit: 3000,
  },
  plugins: [viteSingleFile(), policy()],
});
