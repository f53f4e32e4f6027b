using Budget.Core.Disputes;

namespace Portal.Text;

/// <summary>Where an invoice line stands with its resident, in a few words: to the resident, or to staff.</summary>
public sealed record LineStateView(LineStanding Standing, DateOnly Today, bool IsStaff)
{
    public LineState State => Standing.State(Today);
}

/// <summary>What was said of a disputed line, one after the other: to the resident, or to staff.</summary>
public sealed record DisputeStoryView(DeclaredLine Line, bool IsStaff);
