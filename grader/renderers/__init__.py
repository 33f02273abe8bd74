"""Reports as text. Each renderer is a pure function: `render(report, words) -> str`."""
