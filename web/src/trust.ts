// The page's policy lets no string become markup or script. ECharts empties the element that it draws into by
// `innerHTML = ""`: that, and nothing else, is allowed.
interface Policies {
  createPolicy(name: string, rules: Record<string, (text: string) => string>): unknown;
}

const { trustedTypes } = globalThis as { trustedTypes?: Policies };
trustedTypes?.createPolicy("default", {
  createHTML(text) {
    if (text !== "") throw new TypeError("this page makes no markup of text");
    return text;
  },
});
