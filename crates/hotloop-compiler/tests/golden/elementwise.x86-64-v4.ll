target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host, ptr noalias %partials) nounwind "min-legal-vector-width"="512" "stackrealign" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca ptr
  %v1.data = alloca ptr
  %v1.len = alloca i64
  %v1.dim1 = alloca i64
  %v2 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5.0 = alloca <8 x double>
  %v6.0 = alloca <8 x double>
  %v7.0 = alloca <8 x double>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s4 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load ptr, ptr %t10
  store ptr %t11, ptr %v1
  %t12 = load ptr, ptr %v1
  %t13 = getelementptr i8, ptr %t12, i64 0
  %t14 = load ptr, ptr %t13
  store ptr %t14, ptr %v1.data
  %t15 = getelementptr i8, ptr %t12, i64 8
  %t16 = load i64, ptr %t15
  store i64 %t16, ptr %v1.len
  %t17 = getelementptr i8, ptr %t12, i64 16
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v1.dim1
  store i64 %begin, ptr %v2
  store i64 %end, ptr %v3
  %t19 = getelementptr i8, ptr %host, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %countdown
  %t21 = load i64, ptr %v2
  store i64 %t21, ptr %v4
  br label %next0
next0:
  %t22 = load i64, ptr %v4
  store i64 %t22, ptr %s4
  store i64 4, ptr %exit_id
  ; undo flags
  %t25 = load i64, ptr %countdown
  %t26 = sub i64 %t25, 1
  store i64 %t26, ptr %countdown
  %t27 = icmp slt i64 %t26, 0
  br i1 %t27, label %poll24, label %go24, !prof !1
poll24:
  %t28 = getelementptr i8, ptr %host, i64 24
  %t29 = load ptr, ptr %t28
  %t30 = call i64 %t29(ptr %host, ptr null, i64 0)
  %t31 = getelementptr i8, ptr %host, i64 16
  %t32 = load i64, ptr %t31
  store i64 %t32, ptr %countdown
  %t33 = icmp ne i64 %t30, 0
  br i1 %t33, label %fail, label %go24, !prof !1
go24:
  %t34 = load i64, ptr %v4
  %t35 = add i64 %t34, 8
  %t36 = load i64, ptr %v3
  %t37 = icmp sgt i64 %t35, %t36
  br i1 %t37, label %then38, label %done38, !prof !1
then38:
  br label %end0
done38:
  %t39 = load i64, ptr %v4
  %t40 = add i64 %t39, 0
  %t41 = add i64 %t40, 0
  %t42 = load ptr, ptr %v0.data
  %t43 = getelementptr double, ptr %t42, i64 %t41
  %t44 = load <8 x double>, ptr %t43, align 8
  store <8 x double> %t44, ptr %v5.0
  %t45 = load <8 x double>, ptr %v5.0
  %t46 = fmul <8 x double> %t45, %t45
  %t47 = fadd <8 x double> %t46, splat (double 0x3FE0000000000000)
  store <8 x double> %t47, ptr %v7.0
  %t48 = load <8 x double>, ptr %v7.0
  %t49 = load i64, ptr %v4
  %t50 = add i64 %t49, 0
  %t51 = add i64 %t50, 0
  %t52 = load ptr, ptr %v1.data
  %t53 = getelementptr double, ptr %t52, i64 %t51
  store <8 x double> %t48, ptr %t53, align 8
  %t54 = load i64, ptr %v4
  %t55 = add i64 %t54, 8
  store i64 %t55, ptr %v4
  br label %next0
end0:
  %t56 = load i64, ptr %v4
  ret i64 %t56
fail:
  %t57 = load i64, ptr %exit_id
  switch i64 %t57, label %nowhere [ i64 4, label %exit4 ]
nowhere:
  unreachable
exit4:
  %t58 = load i64, ptr %s4
  ret i64 %t58
}

declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
