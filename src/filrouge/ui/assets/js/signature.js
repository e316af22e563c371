// A box where a finger, a pen or a mouse signs. What is drawn leaves with the form; empty, a tap signs all the same.
import SignaturePad from "signature_pad";

const MOST = 190_000; // letters of the picture: below what the server keeps

export function draw(box) {
  const canvas = box.querySelector("[data-signature-pad]");
  const field = box.querySelector("input[name=signature]");
  const scale = Math.min(Math.max(window.devicePixelRatio || 1, 1), 2);
  canvas.width = canvas.offsetWidth * scale;
  canvas.height = canvas.offsetHeight * scale;
  canvas.getContext("2d").scale(scale, scale);
  const pad = new SignaturePad(canvas, { penColor: "#1a2a6c", minWidth: 0.8, maxWidth: 2.6 });
  const write = () => {
    const picture = pad.isEmpty() ? "" : pad.toDataURL("image/png");
    field.value = picture.length < MOST ? picture : "";
  };
  pad.addEventListener("endStroke", write);
  box.querySelector("[data-signature-clear]").addEventListener("click", () => {
    pad.clear();
    write();
  });
}
