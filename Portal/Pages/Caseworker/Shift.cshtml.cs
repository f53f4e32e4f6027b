using Budget.Core.Plans;
using Portal.Pages.Shared;

namespace Portal.Pages.Caseworker;

/// <inheritdoc />
public sealed class ShiftModel(ShiftsOfCase shifts, ProposeShift propose, AgreeToShift agree) : ShiftPage(shifts, propose, agree)
{
    public override string CasePath => $"/consulent/hulpvraag/{Answer.Number}";

    public override bool IsResident => false;
}
