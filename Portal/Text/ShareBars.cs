namespace Portal.Text;

/// <summary>Parts of a whole as bars, each with its sentence, and under them what is dark and what is white.</summary>
/// <param name="Rest">What the white part of a bar is.</param>
public sealed record ShareBars(IEnumerable<ShareBars.Bar> Bars, string Filled, string Rest)
{
    public sealed record Bar(string Told, long Part, long Whole);
}
