namespace Budget.Core.Pdf;

/// <summary>One line of text and its width in points, not counting a space at its end.</summary>
internal readonly record struct PdfLine(string Text, double Width);

/// <summary>
/// Fills lines from the left, breaking at spaces and after a hyphen between letters; a word wider than the line is cut.
/// The space at a break stays at the end of its line, so that a reader does not glue the words together.
/// </summary>
internal static class LineBreaker
{
    // A width that was measured and then asked for again must not break for a rounding error.
    private const double Tolerance = 0.001;

    public static double WidthOf(string printable, TypeStyle style)
    {
        var font = style.Font.Font;
        var units = 0;
        foreach (var character in printable)
        {
            units += font.Advance(character);
        }

        return units * style.Size / 1000;
    }

    /// <summary>The lines of a text; none for an empty text.</summary>
    /// <param name="text">Any text: it is made printable here.</param>
    /// <param name="style">The font and size.</param>
    /// <param name="width">In points.</param>
    public static List<PdfLine> Break(string? text, TypeStyle style, double width)
    {
        var printable = PdfText.Printable(text).Trim(' ', '\n');
        var lines = new List<PdfLine>();
        var start = 0;
        while (start < printable.Length)
        {
            var end = printable.IndexOf('\n', start);
            end = end < 0 ? printable.Length : end;
            BreakOne(printable.AsSpan(start, end - start), style, width, lines);
            start = end + 1;
        }

        return lines;
    }

    /// <summary>The text on one line, with an ellipsis when it had to be cut.</summary>
    public static PdfLine Fit(string? text, TypeStyle style, double width)
    {
        var printable = PdfText.Printable(text).Replace('\n', ' ').Trim();
        var whole = WidthOf(printable, style);
        if (whole <= width + Tolerance)
        {
            return new PdfLine(printable, whole);
        }

        var room = width - WidthOf("…", style);
        var length = printable.Length;
        while (length > 0 && WidthOf(printable[..length], style) > room)
        {
            length--;
        }

        var cut = printable[..length].TrimEnd() + "…";
        return new PdfLine(cut, WidthOf(cut, style));
    }

    private static void BreakOne(ReadOnlySpan<char> text, TypeStyle style, double width, List<PdfLine> lines)
    {
        var font = style.Font.Font;
        var limit = (width + Tolerance) * 1000 / style.Size;
        var start = 0;
        var units = 0;
        var breakAt = 0;
        var unitsAtBreak = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var advance = font.Advance(text[i]);
            if (text[i] != ' ' && units + advance > limit && i > start)
            {
                // No place to break since the line began: cut the word here.
                var end = breakAt > start ? breakAt : i;
                Add(text[start..end], style, lines);
                units -= breakAt > start ? unitsAtBreak : units;
                start = end;
            }

            units += advance;
            if (MayBreakAfter(text, i))
            {
                breakAt = i + 1;
                unitsAtBreak = units;
            }
        }

        Add(text[start..], style, lines);
    }

    private static bool MayBreakAfter(ReadOnlySpan<char> text, int i) =>
        text[i] == ' '
        || (text[i] == '-' && i > 0 && i + 1 < text.Length && char.IsLetter(text[i - 1]) && char.IsLetter(text[i + 1]));

    private static void Add(ReadOnlySpan<char> line, TypeStyle style, List<PdfLine> lines)
    {
        var text = line.ToString();
        lines.Add(new PdfLine(text, WidthOf(text.TrimEnd(' '), style)));
    }
}
