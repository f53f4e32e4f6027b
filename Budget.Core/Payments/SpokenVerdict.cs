using Budget.Core.Iwmo;

namespace Budget.Core.Payments;

/// <summary>A verdict as its parts are met in a message: a status, and any number of reasons with the bank's own words.</summary>
internal sealed class SpokenVerdict(BankMessage xml)
{
    /// <summary>More of the bank's words than this helps nobody.</summary>
    private const int LongestRemark = 500;

    private readonly List<BankReason> reasons = [];
    private string? status;
    private string remark = "";

    public IReadOnlyList<BankReason> Reasons => reasons;

    public string? Remark => TypedText.Seen(remark) is { Length: > 0 } seen ? seen : null;

    public void Meet(string field, string statusName, string reasonName)
    {
        if (field == statusName)
        {
            xml.Once(ref status, 4);
        }
        else if (field == reasonName)
        {
            MeetReason();
        }
    }

    /// <summary>StsRsnInf and RtrInf: a reason, of the list or of the bank's own, and lines of text.</summary>
    public void MeetReason() => xml.Inside(part =>
    {
        if (part == "Rsn")
        {
            xml.Inside(kind =>
            {
                if (kind is "Cd" or "Prtry")
                {
                    reasons.Add(new BankReason(xml.Text(35)));
                }
            });
        }
        else if (part == "AddtlInf" && remark.Length < LongestRemark)
        {
            remark = $"{remark} {xml.Text(SafeXml.MaximumText)}";
        }
    });

    /// <summary>None when there was no status, here or around it. What is around it also gives the reasons that are not said here.</summary>
    public BankVerdict? Verdict(BankVerdict? within)
    {
        if (status is null && within is null)
        {
            return null;
        }

        var isSilent = reasons.Count == 0 && Remark is null && (status is null || status == within?.Status.Code);
        return new BankVerdict(
            status is null ? within!.Status : new BankStatus(status),
            isSilent && within is not null ? within.Reasons : [.. reasons],
            isSilent ? within?.Remark : Remark);
    }
}
