// The bubble of a spirit level, where the device tells how it leans.
import { find } from "./page";

interface AskingOrientation {
  requestPermission?: () => Promise<"granted" | "denied">;
}

const LEVEL_WITHIN_DEG = 3;

/** Must follow a tap: iPhones ask. */
export async function watchLevel(): Promise<void> {
  if (!("DeviceOrientationEvent" in window)) return;
  try {
    await (DeviceOrientationEvent as unknown as AskingOrientation).requestPermission?.();
  } catch {
    return; // Not allowed: there is no bubble then.
  }
  const level = find<HTMLElement>("#level");
  const bubble = find<HTMLElement>("#level span");
  window.addEventListener("deviceorientation", (event) => {
    if (event.gamma === null || event.beta === null) return;
    const isUpright = Math.abs(screen.orientation.angle % 180) === 0;
    const leanDeg = isUpright ? event.gamma : 90 - Math.abs(event.beta);
    level.classList.add("shown");
    level.classList.toggle("off", Math.abs(leanDeg) > LEVEL_WITHIN_DEG);
    bubble.style.setProperty("transform", `translateX(${Math.max(-40, Math.min(40, leanDeg * 2))}px)`);
  });
}
