import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vite";

const STATIC = "../src/cleanrep/web/static";
const POSE = "node_modules/@mediapipe/pose";
// The heavy model stays out: it is too slow for a phone and larger than everything else.
const POSE_FILES = [
  "pose.js",
  "pose_web.binarypb",
  "pose_solution_packed_assets.data",
  "pose_solution_packed_assets_loader.js",
  "pose_solution_simd_wasm_bin.js",
  "pose_solution_simd_wasm_bin.wasm",
  "pose_solution_wasm_bin.js",
  "pose_solution_wasm_bin.wasm",
  "pose_landmark_full.tflite",
  "pose_landmark_lite.tflite",
];

function copyPoseModel() {
  return {
    name: "copy-pose-model",
    closeBundle() {
      mkdirSync(join(STATIC, "pose"), { recursive: true });
      for (const name of POSE_FILES) copyFileSync(join(POSE, name), join(STATIC, "pose", name));
    },
  };
}

export default defineConfig({
  base: "/static/",
  logLevel: "error",
  plugins: [copyPoseModel()],
  build: {
    outDir: STATIC,
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { app: "src/app.ts", live: "src/live.ts", analyse: "src/analyse.ts" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "chunks/[name].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
});
