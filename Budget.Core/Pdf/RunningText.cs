namespace Budget.Core.Pdf;

/// <summary>The text in the margins above and below, drawn when the number of pages is known.</summary>
internal sealed class RunningText(PdfTheme theme)
{
    private const double HeaderBaseline = 38;
    private const double FooterBaseline = PdfPage.Height - 36;
    private const double Rise = 14;

    private (string Left, string Right, bool OnFirstPage)? _header;
    private (string Left, Func<int, int, string> Right)? _footer;

    public void SetHeader(string left, string right, bool onFirstPage) => _header = (left, right, onFirstPage);

    public void SetFooter(string left, Func<int, int, string> right) => _footer = (left, right);

    public void Draw(IReadOnlyList<PdfPage> pages)
    {
        foreach (var page in pages)
        {
            if (_header is { } header && (header.OnFirstPage || page.Index > 0))
            {
                DrawLine(page, "Header", header.Left, header.Right, HeaderBaseline);
                page.Box(PageFlow.Side, HeaderBaseline + 6, PageFlow.Width, 0.5, theme.Hairline);
            }

            if (_footer is { } footer)
            {
                page.Box(PageFlow.Side, FooterBaseline - Rise, PageFlow.Width, 0.5, theme.Hairline);
                DrawLine(page, "Footer", footer.Left, footer.Right(page.Index + 1, pages.Count), FooterBaseline);
            }
        }
    }

    private void DrawLine(PdfPage page, string subtype, string left, string right, double baseline)
    {
        var style = theme.Running;
        var end = LineBreaker.Fit(right, style, PageFlow.Width * 0.45);
        var start = LineBreaker.Fit(left, style, PageFlow.Width - end.Width - style.Size);
        page.BeginPagination(subtype);
        page.Text(start.Text, style, PageFlow.Side, baseline);
        page.Text(end.Text, style, PageFlow.Side + PageFlow.Width - end.Width, baseline);
        page.End();
    }
}
