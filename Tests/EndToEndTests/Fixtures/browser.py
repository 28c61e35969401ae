"""Opens pages in a real browser and prints what is wrong with them, and what they show, as JSON.

usage: browser.py BASE PATH...   each PATH at two widths, light and dark
With SCREENSHOTS=DIR in the environment it leaves a picture of each there.
"""

import json
import os
import sys
from pathlib import Path

import axe_core_python
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
VIEWS = [(390, 844, "light"), (1280, 900, "dark"), (390, 844, "dark"), (1280, 900, "light")]

# axe-core 4.4 knows WCAG 2.1: the least size of targets (2.5.8) is measured here. Links within a text are free of it.
TARGETS = """
return [...document.querySelectorAll("a, button, input, audio, video")].filter((element) => {
  const box = element.getBoundingClientRect();
  const isHidden = box.width === 0 || element.closest(".skip");
  const isWithinText = getComputedStyle(element).display === "inline" && element.closest("p, li, h2, h3");
  return !isHidden && !isWithinText && (box.width < 24 || box.height < 24);
}).map((element) => element.outerHTML.slice(0, 120));
"""
VIOLATIONS = """
const done = arguments[0];
axe.run(document, { resultTypes: ["violations"] }).then((result) => done(
  result.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`)
));
"""
WIDER = "return document.documentElement.scrollWidth > window.innerWidth"
# What the keyboard reaches, in its order.
STOPS = """
return [...document.querySelectorAll("a[href], button:not([hidden]), input, audio, pre[tabindex], table[tabindex]")]
  .map((element) => element.tabIndex === 0 && element.hasAttribute("tabindex") ? element.tagName
    : element.id || element.textContent.trim() || element.tagName);
"""


def browser():
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def look(driver, url, width, height, scheme):
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    scheme = {"name": "prefers-color-scheme", "value": scheme}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    driver.get(url)
    faults = [entry["message"] for entry in driver.get_log("browser") if "favicon" not in entry["message"]]
    driver.execute_script(AXE)
    faults += driver.execute_async_script(VIOLATIONS)
    faults += [f"smaller than 24 pixels: {target}" for target in driver.execute_script(TARGETS)]
    if driver.execute_script(WIDER):
        faults.append("is wider than the window")
    return faults


def picture(driver, name, width):
    folder = os.environ.get("SCREENSHOTS")
    if not folder:
        return
    height = min(driver.execute_script("return document.documentElement.scrollHeight"), 4000)
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    driver.save_screenshot(f"{folder}/{name}.png")


def main(base, paths):
    driver = browser()
    pages = []
    for place, path in enumerate(paths):
        faults = []
        # All four views of the first page, two of each other: a look takes a third of a second.
        for width, height, scheme in VIEWS if place == 0 else VIEWS[:2]:
            found = look(driver, base + path, width, height, scheme)
            faults += [f"{width} {scheme}: {fault}" for fault in found]
            picture(driver, f"{path.strip('/').replace('/', '_') or 'home'}-{width}-{scheme}", width)
        pages.append({
            "path": path,
            "title": driver.title,
            "heading": driver.execute_script("return document.querySelector('h1')?.textContent ?? ''"),
            "language": driver.execute_script("return document.documentElement.lang"),
            "stops": driver.execute_script(STOPS),
            "faults": faults,
        })
    driver.quit()
    print(json.dumps(pages))


main(sys.argv[1], sys.argv[2:])
