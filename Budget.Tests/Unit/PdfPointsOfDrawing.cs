using System.Globalization;
using System.Text.Json.Nodes;

namespace Budget.Tests.Unit;

internal static partial class PdfPoints
{
    /// <summary>All that our writer draws with: marks, text, filled boxes and one picture. So nothing can be set that hides text (Tr), clips it (W), or paints in another colour space (g, k, cs, sh).</summary>
    private static readonly HashSet<string> Operators = ["BDC", "EMC", "BT", "ET", "Tf", "Td", "Tj", "rg", "re", "f", "q", "Q", "cm", "Do"];
    private static readonly string[] Blending = ["/ExtGState", "/Group", "/BM", "/CA", "/ca", "/Pattern", "/Shading"];
    private static readonly string[] Artifacts = ["/Artifact<</Type/Layout>>", "/Artifact<</Type/Pagination>>", "/Artifact<</Type/Pagination/Subtype/Header>>", "/Artifact<</Type/Pagination/Subtype/Footer>>"];

    private static IEnumerable<PdfPoint> OfDrawing =>
    [
        new("ISO 19005-2 6.2.2", "a page is drawn with operators that the standard knows, and none of them hides or clips",
            pdf => Enumerable.Range(0, pdf.Pages.Count).SelectMany(page => pdf.StepsOf(page).Where(step => !Operators.Contains(step.Operator)).Select(step => $"page {page + 1}: {step.Operator}")),
            pdf => pdf.RewriteFirstPage(text => $"3 Tr {text}")),
        new("ISO 19005-2 6.2.4.3", "its colours are red, green and blue, which the profile explains",
            pdf => Colours(pdf).Concat(Images(pdf)),
            pdf => pdf.RewriteFirstPage(text => text.Replace(" rg ", " k ", StringComparison.Ordinal))),
        new("ISO 19005-2 6.2.10", "nothing shines through but the edge of a logo",
            pdf => pdf.Entries().Where(entry => Blending.Contains(entry.Key, StringComparer.Ordinal)).Select(entry => entry.Key),
            pdf => pdf.Resources["/ExtGState"] = new JsonObject()),
        new("ISO 14289-1 7.18.3", "one goes through a page in the order of its structure",
            pdf => pdf.Pages.Where(page => page["/Tabs"]?.ToString() != "/S").Select(_ => "another order"),
            pdf => pdf.Pages[0].Remove("/Tabs")),
        new("ISO 14289-1 7.1", "all that is drawn is read aloud or is decoration, and nothing is both",
            pdf => Enumerable.Range(0, pdf.Pages.Count).SelectMany(page => Nesting(pdf, page)),
            pdf => pdf.RewriteFirstPage(text => text[(text.IndexOf("BDC", StringComparison.Ordinal) + 3)..])),
        new("ISO 14289-1 7.8", "what stands above and below each page is decoration, and the page is counted there",
            pdf => Enumerable.Range(0, pdf.Pages.Count).Where(page => !IsCounted(pdf, page)).Select(page => $"page {page + 1}"),
            pdf => pdf.RewriteFirstPage(text => text.Replace("/Subtype/Footer", "", StringComparison.Ordinal))),
        new("No text is hidden", "each line is dark, large enough to read and wholly on its page",
            Hidden,
            pdf => pdf.RewriteFirstPage(text => text.Replace(" Td<", " Td -900 0 Td<", StringComparison.Ordinal))),
    ];

    private static IEnumerable<string> Colours(ReadPdf pdf) =>
        from page in Enumerable.Range(0, pdf.Pages.Count)
        from step in pdf.StepsOf(page)
        where step.Operator is "g" or "G" or "k" or "K" or "cs" or "CS" or "sc" or "SC" or "scn" or "SCN" or "RG"
            || (step.Operator == "rg" && (step.Operands.Length != 3 || step.Operands.Any(part => double.Parse(part, CultureInfo.InvariantCulture) is < 0 or > 1)))
        select $"page {page + 1}: {step.Operator}";

    private static IEnumerable<string> Images(ReadPdf pdf) =>
        from one in pdf.Objects
        let image = one.Value!["stream"]?["dict"]
        where image?["/Subtype"]?.ToString() == "/Image"
        where image!["/ColorSpace"]?.ToString() is not ("/DeviceRGB" or "/DeviceGray") || image["/Interpolate"] is not null || image["/Alternates"] is not null || image["/OPI"] is not null
        select one.Key;

    private static IEnumerable<string> Nesting(ReadPdf pdf, int page)
    {
        var inside = "";
        foreach (var (name, operands) in pdf.StepsOf(page))
        {
            if (name == "BDC")
            {
                if (inside.Length > 0)
                {
                    yield return $"page {page + 1}: {string.Concat(operands)} within {inside}";
                }

                inside = string.Concat(operands);
                if (!inside.Contains("/MCID", StringComparison.Ordinal) && !Artifacts.Contains(inside, StringComparer.Ordinal))
                {
                    yield return $"page {page + 1}: {inside} is neither";
                }
            }
            else if (name is "EMC")
            {
                inside = "";
            }
            else if (name is "Tj" or "f" or "Do" && inside.Length == 0)
            {
                yield return $"page {page + 1}: {name} is neither";
            }
        }

        if (inside.Length > 0)
        {
            yield return $"page {page + 1}: {inside} does not end";
        }
    }

    private static bool IsCounted(ReadPdf pdf, int page)
    {
        var unicode = pdf.Fonts.Keys.ToDictionary(font => font, pdf.UnicodeOf, StringComparer.Ordinal);
        var below = string.Concat(pdf.RunsOf(page).Where(run => run.Inside == Artifacts[3]).SelectMany(run => run.Codes.Select(code => unicode[run.Font].GetValueOrDefault(code, ""))));
        return below.EndsWith(string.Create(CultureInfo.InvariantCulture, $" {page + 1} van {pdf.Pages.Count}"), StringComparison.Ordinal)
            || below.EndsWith(string.Create(CultureInfo.InvariantCulture, $" {page + 1} of {pdf.Pages.Count}"), StringComparison.Ordinal);
    }

    // The smallest that we print are the months below a chart: 7.5 points.
    private static IEnumerable<string> Hidden(ReadPdf pdf)
    {
        var widths = pdf.Fonts.ToDictionary(font => font.Key, font => WidthsOf(pdf, font.Value), StringComparer.Ordinal);
        return
            from run in pdf.AllRuns()
            let right = run.X + (run.Codes.Sum(code => widths[run.Font].GetValueOrDefault(code)) * run.Size / 1000)
            let isLight = run.Colour.Split(' ').All(part => part.Length == 0 || double.Parse(part, CultureInfo.InvariantCulture) > 0.75)
            where run.Size < 7 || isLight || run.X < 0 || right > 595.28 || run.Y < 0 || run.Y > 841.89 - (run.Size * 0.7)
            select $"page {run.Page + 1}, {run.Inside}: {run.Size} points at {run.X}, {run.Y} in {run.Colour}";
    }
}
