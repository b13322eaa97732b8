// The way to the crowd's page, for a screen: its QR code, large, and its address in letters.

/** Shows it in an element. @returns a promise of the address, null when the server has none */
export async function showQr(element, alt) {
  const answer = await fetch("vote/qr.svg");
  if (!answer.ok) return null;
  const address = answer.headers.get("X-Page");
  const image = document.createElement("img");
  image.src = URL.createObjectURL(await answer.blob());
  image.alt = `${alt} ${address}`;
  const text = document.createElement("p");
  text.textContent = address.replace(/^https?:\/\//, "");
  element.replaceChildren(image, text);
  return address;
}
