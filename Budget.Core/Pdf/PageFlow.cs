namespace Budget.Core.Pdf;

/// <summary>Fills pages from top to bottom: knows where the next block goes, and starts a page when it does not fit.</summary>
internal sealed class PageFlow
{
    public const double Side = 20 * MillimetreInPoints;
    public const double Top = 22 * MillimetreInPoints;
    public const double Bottom = PdfPage.Height - (22 * MillimetreInPoints);
    public const double Width = PdfPage.Width - (2 * Side);

    private const double MillimetreInPoints = 72 / 25.4;

    private readonly PdfTheme _theme;
    private readonly List<PdfPage> _pages = [];
    private readonly List<(double Height, Action Draw)> _kept = [];

    public PageFlow(PdfTheme theme)
    {
        _theme = theme;
        NextPage();
    }

    public IReadOnlyList<PdfPage> Pages => _pages;

    public PdfPage Page => _pages[^1];

    /// <summary>Where the next block starts, in points from the top of the page.</summary>
    public double Y { get; set; }

    public double Room => Bottom - Y;

    public bool AtTop => Y <= Top;

    /// <summary>Holds a block back until it is known what follows: a heading never stands alone at the foot of a page.</summary>
    public void Keep(double height, Action draw) => _kept.Add((height, draw));

    /// <summary>Makes room for <paramref name="height"/> points, together with the blocks held back, which are drawn first.</summary>
    public void Need(double height)
    {
        if (height + _kept.Sum(block => block.Height) > Room && !AtTop)
        {
            NextPage();
        }

        foreach (var (_, draw) in _kept)
        {
            draw();
        }

        _kept.Clear();
    }

    public void NextPage()
    {
        _pages.Add(new PdfPage(_pages.Count, _theme));
        Y = Top;
    }
}
