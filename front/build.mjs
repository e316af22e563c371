// Bundles the front end: `src/filrouge/ui/assets/` -> `src/filrouge/ui/static/ui/dist/`.
// Django's manifest storage adds the hashes later, so names here stay plain.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";
import { PurgeCSS } from "purgecss";

const here = dirname(fileURLToPath(import.meta.url));
const ui = resolve(here, "../src/filrouge/ui");
const assets = process.env.FILROUGE_ASSETS ?? join(ui, "assets");
const dist = process.env.FILROUGE_DIST ?? join(ui, "static/ui/dist");
const fresh = `${dist}.new`;
const ENTRY_POINTS = ["main.js", "main.css", "phone.js", "phone.css", "arrange.js", "gather.js", "editor.js", "editor.css"];

function fail(message) {
  console.error(message);
  process.exit(1);
}

// What may name a class: templates, and the Python and JavaScript that write some. Tests name none of their own.
const SPEAKERS = /\.(html|js|py)$/;
const SILENT = /(^|\/)(tests|migrations|dist|__pycache__)(\/|$)/;
const source = resolve(ui, "..");
// Classes made of a variable: « alert-{{ level }} », « avatar-{{ size }} ».
const COMPOSED = [/^alert-/, /^avatar-/];

// Of Tabler, the rules for classes that the house uses: a third of its weight. Our own style sheets are left as written.
const purge = {
  name: "purge",
  setup(build) {
    build.onLoad({ filter: /@tabler[\\/]core[\\/].*\.css$/ }, async ({ path }) => {
      const names = readdirSync(source, { recursive: true }).map((name) => name.replaceAll("\\", "/"));
      const content = names.filter((name) => SPEAKERS.test(name) && !SILENT.test(name)).map((name) => join(source, name));
      const [kept] = await new PurgeCSS().purge({
        content,
        css: [{ raw: readFileSync(path, "utf8") }],
        defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
        safelist: { standard: COMPOSED },
        fontFace: true,
        keyframes: true,
        variables: false,
      });
      return { contents: kept.css, loader: "css" };
    });
  },
};

async function bundle() {
  const missing = ENTRY_POINTS.filter((name) => !existsSync(join(assets, name)));
  if (missing.length) fail(`Il manque dans ${assets} : ${missing.join(", ")}.`);
  await esbuild.build({
    entryPoints: ENTRY_POINTS.map((name) => join(assets, name)),
    outdir: fresh,
    outbase: assets,
    nodePaths: [join(here, "node_modules")],
    // Files that Django serves itself are named by address and left alone.
    external: ["/static/*"],
    bundle: true,
    plugins: [purge],
    splitting: true, // what both pages share is loaded once
    format: "esm",
    minify: true,
    sourcemap: false,
    target: ["es2022", "chrome111", "firefox115", "safari16.4"],
    loader: { ".woff2": "file", ".woff": "file", ".svg": "file", ".png": "file" },
    assetNames: "[name]",
    chunkNames: "chunk-[hash]",
    legalComments: "linked", // licences travel with the code
    logLevel: "warning",
  });
}

// One symbol per icon. `filled/name` is known as `filled-name`, so that both faces of an icon may be used.
function symbol(name) {
  const [face, base] = name.includes("/") ? name.split("/") : ["outline", name];
  const path = join(here, "node_modules/@tabler/icons/icons", face, `${base}.svg`);
  if (!existsSync(path)) fail(`Icône inconnue de Tabler : « ${name} » (icons.txt).`);
  const drawing = readFileSync(path, "utf8").replace(/<!--[\s\S]*?-->/g, "");
  const body = drawing
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>[\s\S]*$/, "")
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, "")
    .replace(/\s*\n\s*/g, "")
    .trim();
  const paint =
    face === "filled"
      ? 'fill="currentColor"'
      : 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';
  const id = face === "filled" ? `filled-${base}` : base;
  return `<symbol id="${id}" viewBox="0 0 24 24" ${paint}>${body}</symbol>`;
}

function sprite() {
  const list = join(assets, "icons.txt");
  const lines = existsSync(list) ? readFileSync(list, "utf8").split("\n") : [];
  const names = [...new Set(lines.map((line) => line.replace(/#.*/, "").trim()).filter(Boolean))].sort();
  const symbols = names.map(symbol).join("\n");
  writeFileSync(join(fresh, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols}\n</svg>\n`);
}

rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh, { recursive: true });
await bundle();
sprite();
rmSync(dist, { recursive: true, force: true }); // a failed build leaves the last good one in place
renameSync(fresh, dist);
