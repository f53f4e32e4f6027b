using Budget.Core.Plans;
using Portal.Pages.Shared;

namespace Portal.Pages.Caseworker;

/// <inheritdoc />
public sealed class PlanModel(PlanOfCase plan, AddPlanLine add, EndPlanLine end) : PlanPage(plan, add, end)
{
    public override string CasePath => $"/consulent/hulpvraag/{Answer.Number}";

    public override bool IsResident => false;
}
